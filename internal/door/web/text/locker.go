package text

// Locker is what the pages say of what a person keeps for himself.
type Locker struct {
	Title, Says, Mine, Search         string
	None, NoneSays                    string
	Keep, KeepSays, File, Note, Order string
	NoOrder, NoFile, Chosen           string
	All                               string
	Used                              func(count int, used string, most int, room string) string
	Rule                              func(length string) string
	Kept, There                       string
	Received, Until, Type, Size       string
	Fingerprint, FingerprintSays      string
	InCases, Download                 string
	Remove, RemoveSays, RemoveCase    string
	RemoveDone                        string
	Pick, PickSays, PickThis          string
	OfOrder, More                     string
	Refused                           func(code string) string
	Media                             func(kind, ending string) string // "image", "PNG"
}

func zhLocker() Locker {
	return Locker{
		Title: "证据柜", Says: "没有纠纷时也可以先存。只有您自己看得到。", Mine: "已存的证据", Search: "按名称或备注查找",
		None: "证据柜还是空的", NoneSays: "存入的截图、照片和文件会列在这里。以后提交证据时，点一下就能选用。",
		Keep: "存一份证据", KeepSays: "聊天截图、商品照片、发票、PDF 都可以。平台会记下收到的时间。", File: "选择文件", Note: "备注", Order: "属于哪个订单",
		NoOrder: "不属于某个订单", NoFile: "请先选择一个文件。", Chosen: "只看", All: "看全部",
		Used: func(count int, used string, most int, room string) string {
			return "已存 " + i64toa(int64(count)) + " 份，共 " + used + "。最多 " + i64toa(int64(most)) + " 份、" + room + "。"
		},
		Rule: func(length string) string {
			return "每份保留 " + length + "，到期自动删除。您也可以随时移除。"
		},
		Kept: "已存入证据柜。", There: "证据柜里已有同样的文件，仍按最早的存入时间。",
		Received: "平台收到", Until: "保留到", Type: "类型", Size: "大小",
		Fingerprint: "SHA-256", FingerprintSays: "这是文件的指纹。提交为证据时会重新计算，证明存入后没有改动。它不说明内容是否真实。",
		InCases: "已用于案件", Download: "下载",
		Remove: "移除这份", RemoveSays: "文件会被删除，不能恢复。以后再提交同样的文件，就不能证明早已存入。", RemoveCase: "案件里的那一份不受影响，存入时间的记录也保留。",
		RemoveDone: "已移除。",
		Pick:       "从证据柜选用", PickSays: "不用再上传。对方和处理人会看到您何时存入。", PickThis: "选用",
		OfOrder: "本订单", More: "打开证据柜",
		Refused: func(code string) string {
			switch code {
			case "locker_full":
				return "证据柜已满。请先移除不再需要的。"
			case "locker_too_long":
				return "备注太长，最多 500 字。"
			case "locker_changed":
				return "文件与存入时不同，没有选用。请另行上传原件，并告诉平台。"
			}
			return "证据柜中没有这一份，可能已经移除。"
		},
		Media: func(kind, ending string) string {
			return map[string]string{"image": "图片", "video": "视频", "audio": "录音", "text": "文本"}[kind] + ending
		},
	}
}

func enLocker() Locker {
	return Locker{
		Title: "Evidence locker", Says: "Keep evidence before there is any dispute. Only you can see it.", Mine: "What you have kept", Search: "Find by name or note",
		None: "Nothing is kept yet", NoneSays: "Screenshots, pictures and papers that you keep are listed here. When you give evidence later, one tap chooses them.",
		Keep: "Keep evidence", KeepSays: "Screenshots of a chat, pictures of goods, invoices, PDF. The platform records when it received them.", File: "Choose a file", Note: "Note", Order: "Which order it belongs to",
		NoOrder: "None in particular", NoFile: "Please choose a file first.", Chosen: "Only", All: "Show all",
		Used: func(count int, used string, most int, room string) string {
			return "Kept: " + i64toa(int64(count)) + ", together " + used + ". At most " + i64toa(int64(most)) + " files and " + room + "."
		},
		Rule: func(length string) string {
			return "Each is kept for " + length + " and then deleted by itself. You may remove it at any time."
		},
		Kept: "It is in your locker.", There: "The same file was in your locker already; its first date stands.",
		Received: "Received", Until: "Kept until", Type: "Type", Size: "Size",
		Fingerprint: "SHA-256", FingerprintSays: "This is the file's fingerprint. It is computed anew when you give the file as evidence, and shows that nothing was changed since. It does not say that the content is true.",
		InCases: "Used in cases", Download: "Download",
		Remove: "Remove it", RemoveSays: "The file is deleted and cannot be brought back. If you give the same file later, nothing shows that you had it before.", RemoveCase: "The copy in the case stays, and so does the record of when you kept it.",
		RemoveDone: "It was removed.",
		Pick:       "Take from your locker", PickSays: "No upload is needed. The other side and whoever handles the case will see when you kept it.", PickThis: "Use it",
		OfOrder: "This order", More: "Open the locker",
		Refused: func(code string) string {
			switch code {
			case "locker_full":
				return "The locker is full. Please remove what you no longer need."
			case "locker_too_long":
				return "The note is too long: 500 characters at most."
			case "locker_changed":
				return "The file is not as it was kept, so it was not used. Please upload the original, and tell the platform."
			}
			return "There is no such item in your locker; it may have been removed."
		},
		Media: func(kind, ending string) string {
			return map[string]string{"image": "Picture", "video": "Video", "audio": "Sound", "text": "Text"}[kind] + ending
		},
	}
}

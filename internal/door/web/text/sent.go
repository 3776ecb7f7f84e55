package text

// Sent is what the pages say of pictures and voice in messages.
type Sent struct {
	Add, Pictures, Voice         string
	Limits                       func(files, mb, seconds int64) string
	VoiceSays                    func(seconds int64) string
	Record, Stop, Again, Discard string // of the recorder
	Left, Ready, NoMicrophone    string
	TooLong                      func(got, most int64) string
	NotTold                      func(most int64) string

	Title, Download, Alone, Back string
	VoiceOf                      func(lasts string) string
	Picture                      func(no, of int, says string) string
	Exhibit, ExhibitSays         string
	ExhibitDone                  func(no string) string
	ByHand                       string
}

func zhSent() Sent {
	return Sent{
		Add: "加图片或语音", Pictures: "图片、截图或文件", Voice: "语音留言",
		Limits: func(files, mb, _ int64) string {
			return "一次最多 " + i64toa(files) + " 个，每个不超过 " + i64toa(mb) + " MB。谁能看到这条消息，谁就能看到它们。"
		},
		VoiceSays: func(seconds int64) string {
			return "最长 " + i64toa(seconds) + " 秒。请在上面写一句话摘要。听不见的人要看，以后查找也靠它。"
		},
		Record: "开始录音", Stop: "停止", Again: "重录", Discard: "不要这段",
		Left: "还可以录 # 秒", Ready: "录好了，可以先听一遍。发送前请写一句话摘要。", NoMicrophone: "用不了麦克风。可以选一段录好的音，或者直接写字。",
		TooLong: func(got, most int64) string {
			return "这段语音 " + i64toa(got) + " 秒，最长 " + i64toa(most) + " 秒。请录短一些。"
		},
		NotTold: func(most int64) string {
			return "这段录音看不出长度，又太大。请换一种格式，或录短一些（最长 " + i64toa(most) + " 秒）。"
		},

		Title: "消息中的文件", Download: "下载原文件", Alone: "单独打开", Back: "回到对话",
		VoiceOf: func(lasts string) string { return "语音 " + lasts },
		Picture: func(no, of int, says string) string {
			return "图片 " + i64toa(int64(no)) + "/" + i64toa(int64(of)) + "：" + says
		},
		Exhibit: "提交为证据", ExhibitSays: "提交后，对方和处理本案的人都能看到，也可以质证。原消息不变。",
		ExhibitDone: func(no string) string { return "已提交为证据 " + no },
		ByHand:      "自己填写证据",
	}
}

func enSent() Sent {
	return Sent{
		Add: "Add pictures or voice", Pictures: "Pictures, screenshots or papers", Voice: "Voice message",
		Limits: func(files, mb, _ int64) string {
			return "At most " + i64toa(files) + " at a time, each up to " + i64toa(mb) + " MB. Whoever reads this message can see them."
		},
		VoiceSays: func(seconds int64) string {
			return "At most " + i64toa(seconds) + " seconds. Please write above, in a sentence, what you say: people who cannot hear read it, and it can be found later."
		},
		Record: "Record", Stop: "Stop", Again: "Record again", Discard: "Discard it",
		Left: "# seconds left", Ready: "Recorded. Listen first if you like, and write a short summary before sending.", NoMicrophone: "The microphone can't be used. Choose a recording, or write instead.",
		TooLong: func(got, most int64) string {
			return "This recording takes " + i64toa(got) + " seconds; at most " + i64toa(most) + ". Please make it shorter."
		},
		NotTold: func(most int64) string {
			return "The length of this recording can't be told, and it is large. Please use another format, or make it shorter (at most " + i64toa(most) + " seconds)."
		},

		Title: "File of a message", Download: "Download the original", Alone: "Open by itself", Back: "Back to the conversation",
		VoiceOf: func(lasts string) string { return "Voice " + lasts },
		Picture: func(no, of int, says string) string {
			return "Picture " + i64toa(int64(no)) + "/" + i64toa(int64(of)) + ": " + says
		},
		Exhibit: "Submit as evidence", ExhibitSays: "The other side and those who handle the case will see it and may comment on it. The message stays as it is.",
		ExhibitDone: func(no string) string { return "Submitted as evidence " + no },
		ByHand:      "Fill in the evidence by hand",
	}
}

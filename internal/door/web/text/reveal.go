package text

// Reveal is what the pages of a look at unmasked data say (design §7).
type Reveal struct {
	Title, Says, Button, Who, Purpose, Why, WhyHint, Show, NeedsWhy, Nobody, NobodySays string
	Shown, ShownSays, Name, NoContacts                                                  string
	Looks, LooksSays, NoLooks, NoLooksSays                                              string
}

func zhReveal() Reveal {
	return Reveal{
		Title: "查看未遮盖的信息", Says: "每次查看都会记录：谁、何时、为什么。当事人和管理员都能看到。", Button: "显示姓名和联系方式", Who: "当事人", Purpose: "用途", Why: "具体理由", WhyHint: "例如：通知三次没有送达，需要电话联系。", Show: "记录并显示", NeedsWhy: "请写明理由，最多 1000 字。",
		Nobody: "没有可以查看的人", NobodySays: "只有承办本案的人员可以查看当事人的信息。",
		Shown: "已记录这次查看", ShownSays: "只显示这一次。离开本页后，再看需要重新说明理由。", Name: "姓名", NoContacts: "没有登记联系方式",
		Looks: "谁看过我的信息", LooksSays: "平台人员每次查看您未遮盖的信息，都记在这里。", NoLooks: "还没有人看过", NoLooksSays: "有人查看时，会写明是谁、何时、为什么。",
	}
}

func enReveal() Reveal {
	return Reveal{
		Title: "See unmasked data", Says: "Each look is recorded: who, when and why. The person concerned and the administrators read it.", Button: "Show name and contacts", Who: "Party", Purpose: "What for", Why: "Reason", WhyHint: "For example: three notices did not arrive; to be called.", Show: "Record and show", NeedsWhy: "Please say why, in at most 1000 characters.",
		Nobody: "There is nobody to see", NobodySays: "Only who handles this case may see a party’s data.",
		Shown: "This look was recorded", ShownSays: "Shown this once. To see it again, say why again.", Name: "Name", NoContacts: "No contacts on record",
		Looks: "Who saw my data", LooksSays: "Each look of the platform’s staff at your unmasked data stands here.", NoLooks: "Nobody looked yet", NoLooksSays: "When somebody does, you will read who, when and why.",
	}
}

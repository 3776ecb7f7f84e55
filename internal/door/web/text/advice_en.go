package text

func enAdvice() Advice {
	return Advice{
		Urgent: "Injury, fire, bad food", UrgentHint: "Safety goes first", UrgentSays: "See a doctor or call for help first. Stop using the goods and keep them. These disputes are handled before all others.",
		Suggest: func(problem string) string { return problem + ": what we suggest" },
		Cool:    "Collect first, talk later. Save screenshots, videos and chats; words said in anger do not help you.",
		First:   "Do this first", Collect: "What to have ready", Rights: "What you may ask for", Path: "What happens next",
		AutoKept: "Order, payment and tracking: the platform brings them in", Bring: "You can file without them and add them later", Explain: "What this means", Source: "The rules behind it",
		Estimate: "Dates assume that you file now; it can only be sooner.",
		Near:     "It may also be", AllProblems: "See all problems",
		WhichOrder: "Which order is it about?", AllOrders: "All orders", Pick: "Tap an order to begin. Everything is saved as you go.",
		SignInFirst: "Sign in to choose an order", NoOrders: "There is no order a dispute can be filed about yet",
		By:     func(when string) string { return "by " + when + " at the latest" },
		Accept: "The platform accepts the case", AcceptElse: "If nobody looks at it, it is accepted by itself.",
		Answer: "The other side answers", AnswerElse: "If it stays silent, the evidence stage begins by itself.",
		Talk: "Both sides negotiate", TalkElse: "Without agreement the platform takes over.",
		Decide: "The platform makes its ruling", DecideElse: "If it is late, it goes to a supervisor by itself.",
		Do: hints(enFirst()), May: hints(enRights()),
	}
}

func enFirst() map[string][]Hint {
	return map[string][]Hint{
		"E1": {{"Look at the tracking and call the courier or pick-up point", "Ask where it was left and who signed. Sometimes a neighbour has it."}},
		"E":  {{"Look at the tracking and call the courier", "Ask where it is now and why it did not arrive."}},
		"D":  {{"Ask once for dispatch, in writing", "Ask in the chat which day it leaves. The answer is evidence."}},
		"A":  {{"Take photos and a video; do not repair it", "Show the fault, the label and the waybill. After a repair little can be shown."}},
		"B":  {{"Photograph the goods beside the listing", "Show what differs; keep tags and packaging."}},
		"C":  {{"Keep the goods, labels and packaging", "Leave the security tag on and do not send it back before it was examined."}},
		"F":  {{"See whether the return was signed for", "Its number and day decide when the refund is due."}},
		"G":  {{"Save the price and the offer page as you saw them", "Pages change; a screenshot should show the time."}},
		"H":  {{"Stop eating it; keep the rest and the packaging", "Photograph date and batch. If you feel unwell, see a doctor and keep the record."}},
		"A5": {{"See a doctor or call for help first", "Keep medical records, receipts and reports."}, {"Stop using it and keep it", "Do not throw it away and do not send it back."}},
		"*": {
			{"Do not confirm receipt yet", "Once confirmed, the money goes to the merchant and is slower to get back."},
			{"Freeze the money first, then take your time", "One tap once the order is chosen. Nobody can take it before the case ends."},
		},
	}
}

func enRights() map[string][]Hint {
	return map[string][]Hint{
		"E": {{"Until it reaches you, the risk is the merchant's", "To reach you: handed to you, or to somebody you agreed to. A pick-up point alone may not count."}, {"The merchant has to show that it arrived", "To show: to bring material that proves it, such as who signed."}},
		"D": {{"After the promised time you may ask for a refund", "Promised time: the dispatch time on the page or the order."}, {"You may also ask for dispatch at once", "One of the two; it is your choice."}},
		"A": {{"Faulty goods: repair, replacement or refund", "Faulty: not usable as it should be, or below the standard."}, {"Whoever caused it pays the freight", "With a fault in the goods, usually the merchant."}},
		"B": {{"You must get what the page promised", "The page: pictures, words and figures as you saw them."}, {"If it differs: return it or pay less", "Paying less is called a price reduction: the difference comes back to you."}},
		"C": {{"Found to be fake: your money back", "Found: by an examination or by papers of the brand."}, {"If you were deceived, compensation as well", "Deceived: the seller knew. It may be more than the price."}},
		"F": {{"Most goods can be returned within seven days", "Not: made to order, fresh, opened software and the like; you must be told when you order."}, {"Once the return arrives, the refund is due", "It counts from the day the merchant got the goods."}},
		"G": {{"The price shown is the price", "As you saw it when you ordered."}, {"Raised first, then lowered, is no discount", "A discount must be cheaper than usual."}},
		"H": {{"Food below the standard: your money back", "Below: past its date, spoiled, or unsafe."}, {"With a loss, compensation as well", "A loss: a doctor, an examination and the like."}},
		"*": {{"You may go to 12315 or to court at any time", "Nothing changes here, and nobody may hold it against you."}},
	}
}

package reception

import (
	"testing"
)

// The room of a buyer says without scrolling, on two sizes of phone: whose turn it is
// and what for, the date and time, what happens if nothing is done, the sum, and where
// the money is now; and that there is nothing for him to do while that is true.
func TestBrowserPhoneRoomFirstScreen(t *testing.T) {
	t.Parallel()
	w := onPhone(t, 390, 844)
	kase := w.file(w.order, notReceived())
	rooms := func(turn, date string, idle bool) {
		t.Helper()
		for _, size := range [][2]int64{{390, 844}, {360, 640}} {
			w.phone(size[0], size[1])
			w.at("buyer", kase)
			w.screen("the room")
			w.firstScreen("whose turn", "main .deadline .what", turn)
			w.firstScreen("by when", "main .deadline time", date)
			w.firstScreen("or else", "main .deadline .what small", "。")
			w.firstScreen("the sum", "main .stake .money", "¥299.00")
			w.firstScreen("where it is", "main .stake .where", "冻结 ¥299.00")
			if idle {
				w.firstScreen("nothing to do", "main .stake .idle", zhText().Buyer.NothingToDo)
			} else if w.there("main .stake .idle") {
				t.Error("there is something to do")
			}
		}
	}
	rooms("等客服专员", "9月15日", true)
	if !w.there(`main a[href="` + kase + `/moves/withdraw"]`) {
		t.Error("the acts are gone")
	}
	w.do("officer", kase, "accept")
	w.reads("shop")
	w.at("shop", kase)
	w.phone(390, 844)
	w.follow("the next step in the bar at the bottom", allOf("#actbar a"))
	rooms("等商家", ":00", true)
	w.as("buyer")
	w.see(zhText().Buyer.Change)
}

// What was withdrawn may be filed once more, linked both ways, with problem and goods
// taken over; after the second withdrawal only with new facts (T72, M115).
func TestBrowserPhoneFilesAgain(t *testing.T) {
	t.Parallel()
	w := onPhone(t, 390, 844)
	first := w.file(w.order, notReceived())
	over := func(kase string) {
		t.Helper()
		w.do("buyer", kase, "withdraw", "claims", "1")
		w.at("buyer", kase)
	}
	over(first)
	w.follow("again", allOf(`section[aria-labelledby="againh"] button`))
	w.holds("reason", "E1")
	for range 3 {
		w.send()
	}
	w.send()
	second := path(w.where())
	if second == first || !w.there(caseLink(first)) {
		t.Fatalf("not filed anew, or not linked: %s\n%s", w.where(), w.body())
	}
	w.see(zhText().Buyer.Follows)
	w.follow("the earlier", allOf(`main .stake `+caseLink(first)))
	w.see(zhText().Buyer.FollowedBy)
	if w.there(`section[aria-labelledby="againh"]`) {
		t.Error("followed already, and offered again")
	}
	w.follow("the later", allOf(`main .stake `+caseLink(second)))
	over(second)
	w.see(zhText().Buyer.NewFacts)
}

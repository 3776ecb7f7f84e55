package talk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/talk"
)

var (
	noon  = time.Date(2026, 9, 14, 4, 0, 0, 0, time.UTC)
	kase  = id.From[id.Case]([16]byte{1})
	shop  = id.From[id.Merchant]([16]byte{2})
	clerk = id.From[id.Person]([16]byte{3})
	boss  = id.From[id.Person]([16]byte{4})
	order = id.From[id.Order]([16]byte{5})
	buyer = id.From[id.Person]([16]byte{6})
)

// recorded plays entries into a state.
func recorded(made []record.Entry, from uint64) []record.Recorded {
	var out []record.Recorded
	for i, e := range made {
		out = append(out, record.Recorded{Event: e.Event, Meta: record.Meta{Seq: from + uint64(i), At: e.At}})
	}
	return out
}

func code(err error) string {
	var r *talk.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

// TestM081_AskTheSupervisor: a question waits once, is answered once, by somebody
// else, and what was written is sealed under the merchant's key.
func TestM081_AskTheSupervisor(t *testing.T) {
	t.Parallel()
	ask := talk.Ask{Case: kase, Merchant: shop, Choice: "accept-1", Minor: 89900, Currency: "CNY", Note: "老客户"}
	var state talk.Inhouse
	made, err := talk.DecideAsk(state, talk.By{At: noon, Person: clerk}, ask)
	if err != nil || len(made) != 1 || made[0].Stream.Kind != record.Inhouse {
		t.Fatalf("%v, %v", made, err)
	}
	if c := made[0].Clear; len(c) != 1 || c[0].Owner.Kind != "merchant" || c[0].Owner.ID != shop.Bytes() {
		t.Errorf("sealed as %v", c)
	}
	state = talk.EvolveInhouse(state, recorded(made, 1))
	for _, row := range []struct {
		name string
		err  error
		want string
	}{
		{"asked twice", second(talk.DecideAsk(state, talk.By{At: noon, Person: clerk}, ask)), talk.OpenAlready},
		{"too much text", second(talk.DecideAsk(state, talk.By{At: noon, Person: clerk}, talk.Ask{Choice: "x", Note: strings.Repeat("长", talk.MaxText+1)})), talk.TooLong},
		{"one's own", second(talk.DecideAnswer(state, talk.By{Person: clerk}, kase, 1, true, "")), talk.OwnQuestion},
		{"another one", second(talk.DecideAnswer(state, talk.By{Person: boss}, kase, 2, true, "")), talk.NotOpen},
		{"no, without a word", second(talk.DecideAnswer(state, talk.By{Person: boss}, kase, 1, false, "")), talk.TooLong},
		{"yes", second(talk.DecideAnswer(state, talk.By{Person: boss}, kase, 1, true, "")), ""},
	} {
		if got := code(row.err); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
	made, err = talk.DecideAnswer(state, talk.By{At: noon.Add(time.Hour), Person: boss}, kase, 1, false, "先补照片")
	if err != nil {
		t.Fatal(err)
	}
	before := state
	state = talk.EvolveInhouse(state, recorded(made, 2))
	if q := state.Questions[0]; q.Open() || q.Approved || q.Answerer != boss || q.Reply != 2 {
		t.Errorf("%+v", q)
	}
	if !before.Questions[0].Open() {
		t.Error("the state before was changed")
	}
	if got := code(second(talk.DecideAnswer(state, talk.By{Person: boss}, kase, 1, true, ""))); got != talk.NotOpen {
		t.Errorf("answered twice: %q", got)
	}
}

func second(_ []record.Entry, err error) error { return err }

// TestM093_DirectTalk: both sides read the same in the same order, each seals his own
// words, who answers has read, and the talk has a limit.
func TestM093_DirectTalk(t *testing.T) {
	t.Parallel()
	say := talk.Say{Order: order, Buyer: buyer, Merchant: shop}
	var d talk.Direct
	seq := uint64(1)
	do := func(side talk.Side, who id.Person, text string) {
		t.Helper()
		s := say
		s.Side, s.Text = side, text
		made, err := talk.DecideSay(d, talk.By{At: noon, Person: who}, s)
		if err != nil {
			t.Fatal(err)
		}
		want := map[talk.Side]string{talk.Buyer: "person", talk.Seller: "merchant"}[side]
		if made[0].Clear[0].Owner.Kind != want {
			t.Errorf("%s seals under the key of a %s", side, made[0].Clear[0].Owner.Kind)
		}
		d = talk.EvolveDirect(d, recorded(made, seq))
		seq++
	}
	do(talk.Buyer, buyer, "请问什么时候发货？")
	if d.Unread(talk.Seller) != 1 || d.Unread(talk.Buyer) != 0 {
		t.Errorf("unread %d and %d", d.Unread(talk.Buyer), d.Unread(talk.Seller))
	}
	do(talk.Seller, clerk, "今天下午发出。")
	if d.Unread(talk.Seller) != 0 || d.Unread(talk.Buyer) != 1 {
		t.Errorf("after the answer %d and %d", d.Unread(talk.Buyer), d.Unread(talk.Seller))
	}
	made, err := talk.DecideSeen(d, talk.By{At: noon, Person: buyer}, talk.Buyer)
	if err != nil || len(made) != 1 {
		t.Fatalf("%v, %v", made, err)
	}
	d = talk.EvolveDirect(d, recorded(made, seq))
	if made, _ := talk.DecideSeen(d, talk.By{}, talk.Buyer); len(made) != 0 || d.Unread(talk.Buyer) != 0 {
		t.Error("reading twice records twice")
	}
	for _, text := range []string{"", strings.Repeat("长", talk.MaxText+1)} {
		if got := code(second(talk.DecideSay(d, talk.By{}, talk.Say{Side: talk.Buyer, Text: text}))); got != talk.TooLong {
			t.Errorf("%d characters: %q", len(text), got)
		}
	}
	full := talk.Direct{Messages: make([]talk.Message, talk.MaxMessages)}
	if got := code(second(talk.DecideSay(full, talk.By{}, talk.Say{Side: talk.Buyer, Text: "x"}))); got != talk.Full {
		t.Errorf("beyond the limit: %q", got)
	}
}

package form

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

var beijing = time.FixedZone("CST", 8*3600)

// sept is an hour of a day in September 2026.
func sept(d, h int) time.Time { return time.Date(2026, 9, d, h, 0, 0, 0, beijing) }

// offer is a form with every kind of field.
func offer() Sheet {
	return Sheet{
		Act: "offer", Text: text.Load().Of(text.Chinese), Zone: beijing, Now: sept(14, 9), FileMB: 50,
		Fields: []dispute.Field{
			{Name: "claims", Kind: dispute.Claims, Required: true, Choices: []dispute.Option{{Value: "1", Label: "退款"}, {Value: "2", Label: "赔偿"}}},
			{Name: "sum", Kind: dispute.Sum, Required: true, Min: 1, Max: 89900, Currency: "CNY"},
			{Name: "until", Kind: dispute.Instant, Required: true, Earliest: sept(15, 9), Latest: sept(22, 0)},
			{Name: "goods", Kind: dispute.Choice, Choices: []dispute.Option{{Value: "keep"}, {Value: "return"}}, Default: "keep"},
			{Name: "note", Kind: dispute.Text, Max: 20, Sealed: true},
			{Name: "acts", Kind: dispute.Group, Max: 3, Fields: []dispute.Field{
				{Name: "what", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "ship"}, {Value: "repair"}}, Default: "ship"},
				{Name: "units", Kind: dispute.Number, Required: true, Min: 1, Max: 9},
			}},
			{Name: "waybill", Kind: dispute.Code, Max: 20},
			{Name: "seen", Kind: dispute.Seen, Must: "abc123"},
			{Name: "photo", Kind: dispute.Digest},
			{Name: "sure", Kind: dispute.Confirm, Required: true},
		},
	}
}

func good() url.Values {
	return url.Values{
		"claims": {"2"}, "sum": {"719.20"}, "until.date": {"2026-09-16"}, "until.time": {"18:00"},
		"goods": {"return"}, "note": {"谢谢"}, "acts.rows": {"2"},
		"acts.0.what": {"repair"}, "acts.0.units": {"2"}, "acts.1.what": {"ship"}, "acts.1.units": {""},
		"waybill": {"ＳＦ１２３４"}, "seen": {"abc123"}, "photo": {""}, "sure": {"yes"},
	}
}

func TestReadsWhatWasTyped(t *testing.T) {
	t.Parallel()
	got, wrong := offer().Read(good())
	if len(wrong) > 0 {
		t.Fatalf("nothing is wrong, but: %+v", wrong)
	}
	when := sept(16, 18)
	want := dispute.Answers{
		{Name: "claims", List: []string{"2"}},
		{Name: "sum", Minor: 71920},
		{Name: "until", At: &when},
		{Name: "goods", Value: "return"},
		{Name: "note", Text: "谢谢"},
		{Name: "acts", Items: []dispute.Answers{{{Name: "what", Value: "repair"}, {Name: "units", Minor: 2}}}},
		{Name: "waybill", Value: "SF1234"},
		{Name: "seen", Value: "abc123"},
		{Name: "sure", Value: "yes"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("answers:\n%+v\nwant\n%+v", got, want)
	}
}

// Each way a form can be wrong is said at its field, in words, and what was typed
// comes back as it was.
func TestSaysWhatIsWrongAtTheField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, field string
		typed       []string
		id, says    string
	}{
		{"no sum", "sum", []string{""}, "f-sum", "请填写金额"},
		{"letters", "sum", []string{"七百"}, "f-sum", "看不出金额"},
		{"negative", "sum", []string{"-1"}, "f-sum", "看不出金额"},
		{"exponent", "sum", []string{"1e3"}, "f-sum", "看不出金额"},
		{"three decimals", "sum", []string{"1.234"}, "f-sum", "小数最多 2 位"},
		{"comma as point", "sum", []string{"7,5"}, "f-sum", "看不出金额"},
		{"too much", "sum", []string{"1,299.00"}, "f-sum", "不能超过 ¥899.00"},
		{"too little", "sum", []string{"0"}, "f-sum", "不能少于 ¥0.01"},
		{"overflow", "sum", []string{strings.Repeat("9", 400)}, "f-sum", "看不出金额"},
		{"twice", "sum", []string{"1", "2"}, "f-sum", "填了两次"},
		{"no claim", "claims", nil, "f-claims", "请选择一项"},
		{"foreign claim", "claims", []string{"9"}, "f-claims", "现在不能选"},
		{"claim twice", "claims", []string{"1", "1"}, "f-claims", "填了两次"},
		{"foreign choice", "goods", []string{"burn"}, "f-goods", "现在不能选"},
		{"too early", "until.date", []string{"2026-09-14"}, "f-until-date", "不能早于 9月15日（周二）09:00"},
		{"too late", "until.date", []string{"2026年9月22日"}, "f-until-date", "不能晚于 9月21日（周一）24:00"},
		{"no day", "until.date", []string{""}, "f-until-date", "请填写日期"},
		{"no hour", "until.time", []string{""}, "f-until-time", "请填写时间"},
		{"31st of February", "until.date", []string{"2026-02-31"}, "f-until-date", "看不出是哪一天"},
		{"25 o'clock", "until.time", []string{"25:00"}, "f-until-time", "看不出是几点"},
		{"long note", "note", []string{strings.Repeat("长", 21)}, "f-note", "最多 20 个字，现在有 21 个"},
		{"control", "note", []string{"a\x00b"}, "f-note", "第 2 个字符是看不见的控制符"},
		{"direction turned", "note", []string{"ab\u202Ecd"}, "f-note", "第 3 个字符"},
		{"broken bytes", "note", []string{"\xff\xfe"}, "f-note", "有些字符已损坏"},
		{"line break in a code", "waybill", []string{"SF\n1"}, "f-waybill", "第 3 个字符"},
		{"long code", "waybill", []string{strings.Repeat("1", 21)}, "f-waybill", "最多 20 个字"},
		{"not ticked", "sure", nil, "f-sure", "请先确认"},
		{"ticked with something", "sure", []string{"no"}, "f-sure", "请先确认"},
		{"no digest", "photo", []string{"../../etc"}, "f-photo", "文件没有传完整"},
		{"units in a row", "acts.0.units", []string{"10"}, "f-acts-0-units", "不能超过 9"},
		{"broken off row", "acts.0.units", []string{""}, "f-acts-0-units", "请填写数字"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			posted := good()
			posted[c.field] = c.typed
			_, wrong := offer().Read(posted)
			if len(wrong) != 1 || wrong[0].ID != c.id || !strings.Contains(wrong[0].Message, c.says) {
				t.Fatalf("%+v, want one at %s saying %q", wrong, c.id, c.says)
			}
			if len(c.typed) == 1 && !drawn(offer().Draw(posted, wrong), c.id, Show(c.typed[0])) {
				t.Errorf("what was typed is lost, or the error is not at its field")
			}
		})
	}
}

// drawn looks for an input (or one half of an instant) that shows a value and an error.
func drawn(inputs []Input, id, value string) bool {
	for _, in := range inputs {
		if strings.HasPrefix(id, in.ID) && in.Wrong != "" {
			shown := in.Value == value || in.Date == value || in.Time == value
			if shown || in.Look == Radio || in.Look == Boxes || in.Look == Tick {
				return true
			}
		}
		for _, row := range in.Rows {
			if drawn(row.Inputs, id, value) {
				return true
			}
		}
	}
	return false
}

func TestForeignNamesAreRefused(t *testing.T) {
	t.Parallel()
	posted := good()
	posted.Set("refund_all", "yes")
	posted.Set("acts.2.what", "ship") // a row past the count
	posted.Set("_key", "k")
	_, wrong := offer().Read(posted)
	if len(wrong) != 2 || !strings.Contains(wrong[1].Message, "refund_all") || wrong[1].ID != "" {
		t.Fatalf("%+v", wrong)
	}
	for i := range 1000 {
		posted.Set(strings.Repeat("x", 50)+time.Duration(i).String(), "1")
	}
	if _, wrong = offer().Read(posted); len(wrong) > 10 {
		t.Fatalf("a flood of names makes %d lines", len(wrong))
	}
}

func TestSumsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int64{
		"719.2": 71920, "719.20": 71920, "719.200": 71920, "719": 71900, "¥1,299.00": 129900, "￥１，２９９．５０": 129950,
		"1299元": 129900, " 0.01 ": 1, "007": 700, "1 299.00": 129900, "12,345,678.90": 1234567890, "719。20": 71920,
	} {
		if got, err := minor(typed, "CNY"); err != nil || got != want {
			t.Errorf("%q: %d %v, want %d", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", ".", "5.", ".5", "1,29", "12,34.00", ",123", "1,,234", "1.2.3", "0x10", "+5", "½", "١٢", "1'000", "99999999999999"} {
		if got, err := minor(typed, "CNY"); err == nil {
			t.Errorf("%q was read as %d", typed, got)
		}
	}
	if got, err := minor("1299", "JPY"); err != nil || got != 1299 {
		t.Errorf("yen: %d %v", got, err)
	}
	if _, err := minor("1299.50", "JPY"); err == nil {
		t.Error("yen have no decimals")
	}
}

func TestInstantsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date, hour string
		want       time.Time
	}{
		{"2026-09-16", "18:00", sept(16, 18)},
		{"２０２６／９／１６", "１８：００", sept(16, 18)},
		{"2026年9月16日", "18点", sept(16, 18)},
		{"2026-09-16", "24:00", sept(17, 0)},
	} {
		on, err := day(c.date, beijing)
		if err != nil {
			t.Fatal(c.date, err)
		}
		if got, err := clock(c.hour, on); err != nil || !got.Equal(c.want) {
			t.Errorf("%s %s: %s %v", c.date, c.hour, got, err)
		}
	}
}

// Rows come and go with buttons alone, and nothing else of the form changes.
func TestRows(t *testing.T) {
	t.Parallel()
	s := offer()
	posted := good()
	posted.Set(AddName, "acts")
	posted, changed := s.Change(posted)
	if !changed || posted.Get("acts.rows") != "3" || posted.Get("acts.2.what") != "ship" || posted.Get("sum") != "719.20" {
		t.Fatalf("add: %v", posted)
	}
	posted.Set(AddName, "acts") // three is the most
	if posted, _ = s.Change(posted); posted.Get("acts.rows") != "3" {
		t.Fatalf("a row too many: %v", posted)
	}
	posted.Set("acts.1.units", "7")
	posted.Set(DropName, "acts.0")
	posted, changed = s.Change(posted)
	if !changed || posted.Get("acts.rows") != "2" || posted.Get("acts.0.units") != "7" || posted.Has("acts.2.what") || posted.Has("acts.2.units") {
		t.Fatalf("drop: %v", posted)
	}
	if _, wrong := s.Read(posted); len(wrong) > 0 {
		t.Fatalf("after adding and dropping: %+v", wrong)
	}
	for _, bad := range []string{"acts", "acts.9", "acts.-1", "nothing.0", "acts.x", ".", "sum.0"} {
		posted.Set(DropName, bad)
		if posted, _ = s.Change(posted); posted.Get("acts.rows") != "2" {
			t.Errorf("%q dropped a row", bad)
		}
	}
}

// The blank form shows defaults and what the person must have seen, and nothing
// is ticked for anybody.
func TestBlank(t *testing.T) {
	t.Parallel()
	s := offer()
	typed := s.Blank()
	if typed.Get("seen") != "abc123" || typed.Get("goods") != "keep" || typed.Has("sure") || typed.Get("acts.rows") != "0" {
		t.Fatalf("%v", typed)
	}
	inputs := s.Draw(typed, nil)
	for _, in := range inputs {
		if in.Wrong != "" {
			t.Errorf("%s is wrong before anybody typed", in.Name)
		}
	}
	if inputs[1].Bounds != "最多 ¥899.00" || inputs[2].Bounds != "9月15日（周二）09:00 到 9月21日（周一）24:00" {
		t.Errorf("bounds: %q, %q", inputs[1].Bounds, inputs[2].Bounds)
	}
}

// Whatever bytes arrive: no panic, every answer inside its bounds, and a form that
// reads without error reads the same again.
func FuzzRead(f *testing.F) {
	f.Add(good().Encode())
	f.Add("sum=%00&claims=1&claims=1&acts.rows=99999999999&acts.0.units=%ff")
	f.Add("until.date=%E2%80%AE2026-09-16&until.time=24%3A00&acts.rows=-1&_add=acts&_drop=acts.0")
	f.Fuzz(func(t *testing.T, body string) {
		posted, err := url.ParseQuery(body)
		if err != nil || len(posted) > 200 {
			return
		}
		s := offer()
		answers, wrong := s.Read(posted)
		inside(t, s.Fields, answers)
		s.Draw(posted, wrong)
		if len(wrong) == 0 {
			again, wrong := s.Read(posted)
			if len(wrong) > 0 || !reflect.DeepEqual(answers, again) {
				t.Errorf("read twice: %+v, %+v", again, wrong)
			}
		}
		changed, _ := s.Change(posted)
		s.Draw(changed, nil)
	})
}

func inside(t *testing.T, fields []dispute.Field, answers dispute.Answers) {
	t.Helper()
	for _, a := range answers {
		for _, f := range fields {
			if f.Name != a.Name {
				continue
			}
			switch {
			case f.Kind == dispute.Sum || f.Kind == dispute.Number:
				if a.Minor < f.Min || a.Minor > f.Max {
					t.Errorf("%s: %d outside %d..%d", f.Name, a.Minor, f.Min, f.Max)
				}
			case f.Kind == dispute.Text && (hidden(a.Text, true) > 0 || len([]rune(a.Text)) > int(f.Max)):
				t.Errorf("%s: %q", f.Name, a.Text)
			case f.Kind == dispute.Choice && !offers(f, a.Value):
				t.Errorf("%s: %q was not offered", f.Name, a.Value)
			case a.At != nil && (a.At.Before(f.Earliest) || a.At.After(f.Latest)):
				t.Errorf("%s: %s outside its window", f.Name, a.At)
			}
			for _, item := range a.Items {
				inside(t, f.Fields, item)
			}
		}
	}
}

func FuzzMinor(f *testing.F) {
	f.Add("¥1,299.00")
	f.Add("９９")
	f.Fuzz(func(t *testing.T, typed string) {
		if n, err := minor(typed, "CNY"); err == nil && (n < 0 || n > 1e15) {
			t.Errorf("%q read as %d", typed, n)
		}
	})
}

// TestOneSumIsSaid: where only one sum is possible, the page says which.
func TestOneSumIsSaid(t *testing.T) {
	s := offer()
	s.Fields = []dispute.Field{{Name: "amount", Kind: dispute.Sum, Required: true, Min: 9900, Max: 9900, Currency: "CNY"}}
	if in := s.Draw(nil, nil); len(in) != 1 || in[0].Bounds != "只能是 ¥99.00" {
		t.Fatalf("got %+v", in)
	}
}

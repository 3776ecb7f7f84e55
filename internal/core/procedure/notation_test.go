package procedure

import (
	"reflect"
	"testing"
)

// TestNotation proves what the notation of files means, one line each; a “-” is
// refused.
func TestNotation(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"48h": "48h", "5wd": "5wd", "7nd": "7nd", "6mo": "6mo", "99999h": "99999h",
		"": "-", "h": "-", "48": "-", "048h": "-", "0h": "-", "-1h": "-", "+1h": "-", "1 h": "-", "1H": "-", "1w": "-", "100000h": "-", "1h2": "-", "９h": "-",
	} {
		if l, err := ParseLength(text); told(l.String(), err) != want {
			t.Errorf("the length %q is %q, error %v; want %q", text, l, err, want)
		}
	}
	for text, want := range map[string]string{
		"a": "a", "not a": "not a", "a and not b or c": "a and not b or c", " a  and\tb ": "a and b", "running(K_FAST) or x": "running(K_FAST) or x",
		"": "-", "and": "-", "not": "-", "a b": "-", "a and": "-", "or a": "-", "a or or b": "-", "a and and b": "-", "not not a": "-",
		"(a)": "-", "a()": "-", "a(b": "-", "a(b)c": "-", "a(b, c)": "-", "a-b": "-", "1a": "-", "a not b": "-",
	} {
		if c, err := ParseCondition(text); told(c.String(), err) != want {
			t.Errorf("the condition %q is %q, error %v; want %q", text, c, err, want)
		}
	}
	for text, want := range map[string]string{
		"submit": "submit", "enter(A)": "enter(A)", "expired(K_A)": "expired(K_A)", "served(duty)": "served(duty)",
		"latest(a,b ,  c)": "latest(a, b, c)",
		"":                 "-", "left(A)": "-", "served()": "-", "served(a, b)": "-", "latest(a)": "-", "latest(a, b": "-", "latest(a, )": "-", "latest": "latest",
	} {
		if s, err := ParseStart(text); err == nil && s.String() != want || err != nil && want != "-" {
			t.Errorf("the start %q is %q, error %v; want %q", text, s, err, want)
		}
	}
}

func told(s string, err error) string {
	if err != nil {
		return "-"
	}
	return s
}

// FuzzNotation proves that what is read is written as it is read again.
func FuzzNotation(f *testing.F) {
	for _, s := range []string{"48h", "a and not b or c(K)", "latest(a, b)", "served(duty)", "not_locked"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if l, err := ParseLength(text); err == nil && l.String() != text {
			t.Errorf("length %q is written %q", text, l)
		}
		if c, err := ParseCondition(text); err == nil {
			if again, err := ParseCondition(c.String()); err != nil || !reflect.DeepEqual(c, again) {
				t.Errorf("condition %q is written %q", text, c)
			}
		}
		if s, err := ParseStart(text); err == nil {
			if again, err := ParseStart(s.String()); err != nil || s != again {
				t.Errorf("start %q is written %q", text, s)
			}
		}
	})
}

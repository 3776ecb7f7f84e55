package text

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// holes walks a catalogue and names every text that is empty, every function that
// is missing, and every function that says nothing when called.
func holes(v reflect.Value, path string, report func(string)) {
	switch v.Kind() {
	case reflect.Pointer:
		holes(v.Elem(), path, report)
	case reflect.Struct:
		for i := range v.NumField() {
			holes(v.Field(i), path+"."+v.Type().Field(i).Name, report)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			report(path + " is empty")
		}
		for i := range v.Len() {
			holes(v.Index(i), fmt.Sprintf("%s[%d]", path, i), report)
		}
	case reflect.String:
		if strings.TrimSpace(v.String()) == "" {
			report(path + " is empty")
		}
	case reflect.Func:
		if v.IsNil() {
			report(path + " is missing")
			return
		}
		args := make([]reflect.Value, v.Type().NumIn())
		for i := range args {
			args[i] = sample(v.Type().In(i))
		}
		for _, out := range v.Call(args) {
			if strings.HasSuffix(path, ".Event") || strings.HasSuffix(path, ".Group") {
				continue // of a closed list: reception tries every start of every file
			}
			holes(out, path+"()", report)
		}
	default:
		report(path + ": a kind of text nobody checks")
	}
}

func sample(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	if t.Kind() == reflect.String {
		v.SetString("sample")
	} else if t == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)))
	} else if t.Kind() == reflect.Slice {
		v = reflect.Append(v, sample(t.Elem()))
	} else {
		v.SetInt(3)
	}
	return v
}

// Every text must be there in every language: a hole is found here, not by a reader.
func TestNoHoles(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages() {
		holes(reflect.ValueOf(Load().Of(lang)), string(lang), func(s string) { t.Error(s) })
	}
	var found []string
	holes(reflect.ValueOf(&Text{Lang: Chinese}), "blank", func(s string) { found = append(found, s) })
	if len(found) < 50 {
		t.Fatalf("the check itself finds only %d holes in a blank catalogue", len(found))
	}
}

// A text with places in it has the same places, in the same order, in both languages.
func TestPlacesAgree(t *testing.T) {
	t.Parallel()
	places := func(s string) string { return strings.Join(regexp.MustCompile(`%[a-z]`).FindAllString(s, -1), " ") }
	zh, en := reflect.ValueOf(zhDesk()), reflect.ValueOf(enDesk())
	formats := 0
	for i := range zh.NumField() {
		a, b := places(zh.Field(i).String()), places(en.Field(i).String())
		if a != b {
			t.Errorf("%s: %q and %q", zh.Type().Field(i).Name, a, b)
		}
		if a != "" {
			formats++
		}
	}
	if formats < 10 {
		t.Errorf("only %d formats were found", formats)
	}
}

// Settled words (design.md): the stage 平台裁决, the paper 处理决定; 仲裁 is only
// for institutions outside, and no Chinese text may be left in the English pages.
func TestSettledWords(t *testing.T) {
	t.Parallel()
	each(reflect.ValueOf(zh()), func(s string) {
		if strings.Contains(s, "仲裁") && !strings.Contains(s, "不是仲裁裁决") && !strings.Contains(s, "仲裁机构") {
			t.Errorf("仲裁 used for the platform: %s", s)
		}
		for _, never := range []string{"被投诉人", "对手", "客服小二", "租户", "后果自负", "系统异常"} {
			if strings.Contains(s, never) {
				t.Errorf("%s in: %s", never, s)
			}
		}
	})
	each(reflect.ValueOf(en()), func(s string) {
		for _, r := range s {
			if r >= 0x4E00 && r <= 0x9FFF && s != "中文" {
				t.Errorf("Chinese in the English texts: %s", s)
				return
			}
		}
	})
}

func each(v reflect.Value, visit func(string)) {
	switch v.Kind() { //nolint:exhaustive // the other kinds hold no text; holes refuses them
	case reflect.Pointer:
		each(v.Elem(), visit)
	case reflect.Struct:
		for i := range v.NumField() {
			each(v.Field(i), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), visit)
		}
	case reflect.String:
		visit(v.String())
	case reflect.Func:
		args := make([]reflect.Value, v.Type().NumIn())
		for i := range args {
			args[i] = sample(v.Type().In(i))
		}
		for _, out := range v.Call(args) {
			each(out, visit)
		}
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]Lang{
		"":                           Chinese,
		"zh-CN,zh;q=0.9,en;q=0.8":    Chinese,
		"en-GB,en;q=0.9":             English,
		"de, en;q=0.3, zh;q=0.2":     English,
		"fr;q=1, zh;q=0.5, en;q=0.5": Chinese,
		"en;q=0, zh;q=0.1":           Chinese,
		"en;q=NaN, *":                Chinese,
		"EN":                         English,
	} {
		if got := Choose(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

// Dates and sums as the wording rules write them (design/README.md).
func TestDatesAndSums(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 11, 21, 16, 0, 0, 0, zone)
	due := time.Date(2026, 11, 24, 18, 0, 0, 0, zone)
	midnight := time.Date(2027, 1, 1, 0, 0, 0, 0, zone)
	zh, en := zh(), en()
	for _, c := range []struct{ got, want string }{
		{zh.At(due, now), "11月24日（周二）18:00"},
		{en.At(due, now), "Tue 24 Nov, 18:00"},
		{zh.Till(midnight, now), "12月31日（周四）24:00"},
		{en.Till(midnight, now), "Thu 31 Dec, 24:00"},
		{zh.At(midnight, now), "2027年1月1日（周五）00:00"},
		{zh.Left(74 * time.Hour), "3 天 2 小时"},
		{zh.Left(42 * time.Minute), "42 分钟"},
		{zh.Left(20 * time.Second), "1 分钟"},
		{en.Left(25*time.Hour + time.Minute), "1 day 1 hour"},
		{Sum(money.Amount{Minor: 129900, Currency: "CNY"}), "¥1,299.00"},
		{Sum(money.Amount{Minor: -5, Currency: "CNY"}), "−¥0.05"},
		{Sum(money.Amount{Minor: 123456789, Currency: "JPY"}), "JPY 123,456,789"},
		{Plain(money.Amount{Minor: 71920, Currency: "CNY"}), "719.20"},
		{Plain(money.Amount{Minor: -9223372036854775808, Currency: "CNY"}), "-92233720368547758.08"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

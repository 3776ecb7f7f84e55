package form

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

var (
	errUnreadable = errors.New("form: unreadable")
	errDecimals   = errors.New("form: too many decimals")
)

// Minor reads a sum as people write it (719.2, ¥1,299.00, １２９９元) into minor
// units. Commas must stand where thousands end: 1,5 is refused, not guessed.
//
// Errors: errUnreadable, errDecimals.
func minor(typed, currency string) (int64, error) {
	s := strings.TrimSpace(half(typed))
	for _, sign := range []string{"¥", "CNY", "RMB", "元", currency} {
		if sign != "" {
			s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, sign), sign))
		}
	}
	whole, part, dotted := strings.Cut(s, ".")
	whole, ok := ungroup(whole)
	if !ok || whole == "" || dotted && part == "" || !digits(whole) || !digits(part) {
		return 0, errUnreadable
	}
	places := text.Places(currency)
	if len(part) > places {
		if strings.Trim(part[places:], "0") != "" || places == 0 {
			return 0, errDecimals
		}
		part = part[:places]
	}
	return parseDigits(whole + part + strings.Repeat("0", places-len(part)))
}

// number reads a whole number.
func number(typed string) (int64, error) {
	s, ok := ungroup(strings.TrimSpace(half(typed)))
	sign := ""
	if rest, found := strings.CutPrefix(s, "-"); found {
		sign, s = "-", rest
	}
	if !ok || s == "" || !digits(s) {
		return 0, errUnreadable
	}
	n, err := parseDigits(s)
	if sign != "" {
		n = -n
	}
	return n, err
}

// ungroup takes the commas or spaces of thousands out; false where they stand
// anywhere else.
func ungroup(s string) (string, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
	if len(parts) <= 1 {
		return s, !strings.ContainsAny(s, ", ")
	}
	for i, part := range parts {
		if i > 0 && len(part) != 3 || i == 0 && len(part) > 3 {
			return "", false
		}
	}
	if strings.Count(s, ",")+strings.Count(s, " ") != len(parts)-1 {
		return "", false
	}
	return strings.Join(parts, ""), true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func parseDigits(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > 1e15 { // ten trillion yuan: no order is larger
		return 0, errUnreadable
	}
	return n, nil
}

// day reads a date as date pickers send it and as people type it.
func day(typed string, zone *time.Location) (time.Time, error) {
	s := strings.NewReplacer("年", "-", "月", "-", "日", "", "号", "", "/", "-", ".", "-").Replace(strings.TrimSpace(half(typed)))
	for _, layout := range []string{"2006-01-02", "2006-1-2", "20060102"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil && t.Year() >= 2000 && t.Year() < 2200 {
			return t, nil
		}
	}
	return time.Time{}, errUnreadable
}

// clock reads a time of day; 24:00 is the next day's 00:00.
func clock(typed string, on time.Time) (time.Time, error) {
	s := strings.NewReplacer("点", ":", "时", ":", "分", "").Replace(strings.TrimSpace(half(typed)))
	s = strings.TrimSuffix(s, ":")
	if s == "24:00" || s == "24" {
		return on.AddDate(0, 0, 1), nil
	}
	for _, layout := range []string{"15:04", "15:04:05", "15"} {
		if t, err := time.Parse(layout, s); err == nil {
			return time.Date(on.Year(), on.Month(), on.Day(), t.Hour(), t.Minute(), t.Second(), 0, on.Location()), nil
		}
	}
	return time.Time{}, errUnreadable
}

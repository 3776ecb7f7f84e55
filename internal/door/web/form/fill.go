package form

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Fill is the form as it was saved before: the answers, and the texts, which are
// never in answers that were stored, by name of input. What was not saved shows
// its default.
func (s Sheet) Fill(given dispute.Answers, texts []view.Pair) Typed {
	out := s.Blank()
	s.fill(s.Fields, given, "", out)
	for _, t := range texts {
		out.Set(t.Name, t.Value)
	}
	return out
}

func (s Sheet) fill(fields []dispute.Field, given dispute.Answers, prefix string, out Typed) {
	for _, a := range given {
		if i := named(fields, a.Name); i >= 0 && fields[i].Kind == dispute.Choice {
			out.Set(join(prefix, a.Name), a.Value)
		}
	}
	for _, f := range chosen(fields, prefix, out) {
		for _, a := range given {
			if a.Name == f.Name {
				s.fillOne(f, a, join(prefix, f.Name), out)
			}
		}
	}
}

func (s Sheet) fillOne(f dispute.Field, a dispute.Answer, name string, out Typed) {
	switch f.Kind {
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		out[name] = a.List
	case dispute.Sum:
		out.Set(name, text.Plain(money.Amount{Minor: a.Minor, Currency: f.Currency}))
	case dispute.Number:
		out.Set(name, strconv.FormatInt(a.Minor, 10))
	case dispute.Instant:
		if a.At != nil {
			out.Set(name+".date", a.At.In(s.Zone).Format("2006-01-02"))
			out.Set(name+".time", a.At.In(s.Zone).Format("15:04"))
		}
	case dispute.Text:
		if a.Text != "" {
			out.Set(name, a.Text)
		}
	case dispute.Group:
		for key := range out { // the saved rows replace the blank ones
			if strings.HasPrefix(key, name+".") {
				out.Del(key)
			}
		}
		out.Set(name+".rows", strconv.Itoa(len(a.Items)))
		for i, item := range a.Items {
			prefix := join(name, strconv.Itoa(i))
			s.blank(f.Fields, prefix, out)
			s.fill(f.Fields, item, prefix, out)
		}
	case dispute.Confirm, dispute.Seen, dispute.Absent: // asked afresh each time
	case dispute.Choice, dispute.Staff, dispute.Code, dispute.Digest:
		out.Set(name, a.Value)
	}
}

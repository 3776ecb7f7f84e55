package rulebookfile

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/rulebook"
)

// Calendar is a calendar file: its days, and what the rulebook says about it.
type Calendar struct {
	ID, Version   string
	EffectiveFrom string // date, 2006-01-02
	Zone          string // the name procedures call it by, "Asia/Shanghai"
	Text          workday.Name
	Days          workday.Calendar
	Papers        []Paper // one a year
	Source        Source
}

// Paper is where the days of a year were published.
type Paper struct {
	Year    int
	Address string
}

// EmbeddedCalendar is the built-in calendar of that name: "cn". Errors as
// ReadCalendar.
func EmbeddedCalendar(name string) (Calendar, error) {
	return ReadCalendar(rulebook.Files, "calendar/"+name+".yaml")
}

// CalendarNames are the built-in calendars, sorted.
func CalendarNames() []string {
	files, _ := fs.Glob(rulebook.Files, "calendar/*.yaml") // the pattern is well formed
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return names
}

// ReadCalendar reads the calendar file name of files (schema: head of
// rulebook/calendar/cn.yaml). A year that contradicts itself is refused.
//
// Error: Problems, each with its file and line; a fault of the file system as it
// came.
func ReadCalendar(files fs.FS, name string) (Calendar, error) {
	data, err := readFile(files, name)
	if err != nil {
		return Calendar{}, err
	}
	tree, err := parseTree(name, data)
	if err != nil {
		return Calendar{}, err
	}
	tree.settle("")
	r := calendarReader{names: map[string]workday.Name{}}
	c := r.calendar(tree)
	if id := strings.TrimSuffix(path.Base(name), ".yaml"); c.ID != "" && c.ID != id {
		r.found.add(tree.get("calendar"), "id_is_not_the_name", c.ID, id)
	}
	if err := r.found.all(); err != nil {
		return Calendar{}, err
	}
	c.Source = source(name, data)
	if c.Days, err = workday.New(c.ID, r.offset, r.years); err != nil {
		return Calendar{}, contradiction(tree, err)
	}
	return c, nil
}

// contradiction tells a person which day the calendar is wrong about.
func contradiction(tree *node, err error) error {
	at := tree.get("years")
	day, _ := strings.CutPrefix(err.Error(), workday.ErrCalendar.Error()+": ")
	if !errors.Is(err, workday.ErrCalendar) || at == nil {
		return err
	}
	return Problems{{
		File: at.file, Line: at.line, Place: at.place, Code: "calendar_contradicts",
		EN: "the published days contradict each other (" + day + "); compare them with the paper of that year",
		ZH: "日历自相矛盾（" + day + "）；请与该年的通知核对",
	}}
}

// calendarReader gathers the years while the file is read.
type calendarReader struct {
	reader
	offset int
	names  map[string]workday.Name
	years  []workday.Year
}

func (r *calendarReader) calendar(n *node) Calendar {
	var c Calendar
	r.holidays(n.get("holidays")) // first: the days refer to them
	r.fields(n, fields{
		"calendar":       r.key(&c.ID),
		"version":        r.checked(&c.Version, isVersion, "bad_version"),
		"effective_from": r.date(&c.EffectiveFrom),
		"zone":           r.checked(&c.Zone, isZone, "bad_key"),
		"offset":         r.zoneOffset,
		"text":           r.bothLanguages(&c.Text),
		"holidays":       func(*node) {},
		"years":          func(n *node) { r.list(n, func(year *node) { r.year(year, &c) }) },
	}, "calendar", "version", "effective_from", "zone", "offset", "text", "holidays", "years")
	return c
}

// zoneOffset reads "+08:00".
func (r *calendarReader) zoneOffset(n *node) {
	s, given := r.scalar(n)
	if !given {
		return
	}
	t, err := time.Parse("-07:00", s)
	if err != nil {
		r.found.add(n, "not_one_of", s, `"+08:00", "-05:00" …`)
		return
	}
	_, r.offset = t.Zone()
}

func (r *calendarReader) holidays(n *node) {
	if n == nil || n.isNull() {
		return // the missing key is told with the others
	}
	r.entries(n, isKey, "bad_key", func(key string, value *node) {
		var name workday.Name
		r.bothLanguages(&name)(value)
		r.names[key] = name
	})
}

func (r *calendarReader) bothLanguages(to *workday.Name) into {
	return func(n *node) {
		r.fields(n, fields{"zh": r.text(&to.ZH, maxName), "en": r.text(&to.EN, maxName)}, "zh", "en")
	}
}

func (r *calendarReader) year(n *node, c *Calendar) {
	var y workday.Year
	var paper string
	r.fields(n, fields{
		"year":   r.yearOf(&y.Year),
		"paper":  r.text(&paper, 200),
		"off":    func(n *node) { r.list(n, func(item *node) { y.Off = append(y.Off, r.off(item)) }) },
		"makeup": func(n *node) { r.list(n, func(item *node) { y.Makeup = append(y.Makeup, r.makeup(item)) }) },
	}, "year", "paper", "off", "makeup")
	r.years = append(r.years, y)
	c.Papers = append(c.Papers, Paper{Year: y.Year, Address: paper})
}

func (r *calendarReader) yearOf(to *int) into {
	return func(n *node) {
		if year, ok := r.number(n, 2200); ok {
			*to = int(year)
		}
	}
}

func (r *calendarReader) off(n *node) (o workday.Range) {
	r.fields(n, fields{"from": r.dayOf(&o.From), "to": r.dayOf(&o.To), "holiday": r.holiday(&o.Name)}, "from", "to", "holiday")
	return o
}

func (r *calendarReader) makeup(n *node) (m workday.MakeupDay) {
	r.fields(n, fields{"date": r.dayOf(&m.Date), "holiday": r.holiday(&m.Name)}, "date", "holiday")
	return m
}

func (r *calendarReader) dayOf(to *workday.Date) into {
	return func(n *node) {
		var text string
		if r.date(&text)(n); text != "" {
			*to, _ = workday.ParseDate(text) // checked by date
		}
	}
}

// holiday reads the key of a holiday named in the file.
func (r *calendarReader) holiday(to *workday.Name) into {
	return func(n *node) {
		s, given := r.scalar(n)
		if !given {
			return
		}
		name, known := r.names[s]
		if !known {
			r.found.add(n, "not_one_of", s, "holidays")
		}
		*to = name
	}
}

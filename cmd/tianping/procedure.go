package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

const procedureUsage = `usage: tianping procedure check [--lang zh|en] PROCEDURE…
       tianping procedure draw  [--out FOLDER] PROCEDURE…
       tianping procedure diff  [--lang zh|en] PROCEDURE PROCEDURE
       tianping procedure show  PROCEDURE…

PROCEDURE is a built-in name (%s) or the path of a file.
`

// procedureFlags is what `tianping procedure` was asked.
type procedureFlags struct {
	language string
	out      string
	names    []string
}

// runProcedure checks, draws, compares or shows procedure files.
//
// Errors: a misuse with the usage; what is wrong with a file, with its line; how
// many findings there are (they stand in stdout).
func runProcedure(args []string, stdout, stderr io.Writer) error {
	acts := map[string]func(procedureFlags, io.Writer) error{
		"check": checkProcedures, "draw": drawProcedures, "diff": diffProcedures, "show": showProcedures,
	}
	usage := fmt.Sprintf(procedureUsage, strings.Join(rulebookfile.Names(), ", "))
	if len(args) == 0 || acts[args[0]] == nil {
		return errors.New(usage)
	}
	f := procedureFlags{}
	set := flag.NewFlagSet("tianping procedure "+args[0], flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprint(stderr, usage) }
	set.StringVar(&f.language, "lang", "zh", "language: `zh` or en")
	set.StringVar(&f.out, "out", "", "`folder` to write pictures into, NAME.svg each")
	if err := set.Parse(args[1:]); err != nil {
		return err
	}
	f.names = set.Args()
	if len(f.names) == 0 || f.language != "en" && f.language != "zh" {
		return errors.New(usage)
	}
	return acts[args[0]](f, stdout)
}

// readProcedure reads a built-in procedure or a file.
func readProcedure(name string) (rulebookfile.Read, error) {
	if slices.Contains(rulebookfile.Names(), name) {
		return rulebookfile.ReadEmbedded(name)
	}
	return rulebookfile.ReadProcedure(os.DirFS(filepath.Dir(name)), filepath.Base(name))
}

// checkProcedures tells for each file what it holds, every finding with its line,
// and the words no code carries out yet.
func checkProcedures(f procedureFlags, out io.Writer) error {
	words, total := procedure.Standard(), 0
	for _, name := range f.names {
		r, err := readProcedure(name)
		if err != nil {
			return inLanguage(err, f.language)
		}
		calendar, err := rulebookfile.EmbeddedCalendar(r.Procedure.Calendar)
		if err != nil {
			return inLanguage(err, f.language)
		}
		total += tellFindings(out, f.language, r, words, calendar.Days)
		if pending := procedure.Pending(r.Procedure, words); len(pending) > 0 {
			fmt.Fprintf(out, say(f.language, "  without code yet: %s\n", "  代码尚未实现：%s\n"), strings.Join(pending, ", "))
		}
	}
	if total > 0 {
		return fmt.Errorf(say(f.language, "%d findings", "共 %d 处问题"), total)
	}
	return nil
}

func tellFindings(out io.Writer, language string, r rulebookfile.Read, words procedure.Vocabulary, calendar workday.Calendar) int {
	p, states := r.Procedure, 0
	for _, d := range p.Duties {
		states += len(d.States)
	}
	found := r.Check(words, calendar)
	result := say(language, "no finding", "未发现问题")
	if len(found) > 0 {
		result = fmt.Sprintf(say(language, "%d findings", "%d 处问题"), len(found))
	}
	fmt.Fprintf(out, say(language,
		"%s %s: %d stages, %d duty states, %d holds, %d clocks, %d rows: %s\n",
		"%s %s：%d 个阶段、%d 个履行状态、%d 种停程、%d 个期限、%d 行动作：%s\n",
	), p.ID, p.Version, len(p.Stages), states, len(p.Holds), len(p.Clocks), len(p.Moves), result)
	for _, finding := range found {
		fmt.Fprintf(out, "  %s:%d: %s: %s [%s]\n", finding.File, finding.Line, finding.Place, say(language, finding.EN, finding.ZH), finding.Code)
	}
	return len(found)
}

// say picks one of two texts.
func say(language, en, zh string) string {
	if language == "zh" {
		return zh
	}
	return en
}

// inLanguage tells the problems of a file in the language asked for.
func inLanguage(err error, language string) error {
	var problems rulebookfile.Problems
	if language != "zh" || !errors.As(err, &problems) {
		return err
	}
	problems = slices.Clone(problems)
	for i := range problems {
		problems[i].EN = problems[i].ZH
	}
	return problems
}

// drawProcedures writes one picture to the output, or several into a folder.
func drawProcedures(f procedureFlags, out io.Writer) error {
	if f.out == "" && len(f.names) > 1 {
		return errors.New("one picture at a time, or --out FOLDER for several")
	}
	for _, name := range f.names {
		r, err := readProcedure(name)
		if err != nil {
			return err
		}
		svg := procedure.Draw(r.Procedure)
		if f.out == "" {
			if _, err := out.Write(svg); err != nil {
				return err
			}
			continue
		}
		at := filepath.Join(f.out, r.Procedure.ID+".svg")
		if err := os.WriteFile(at, svg, 0o600); err != nil {
			return err
		}
		fmt.Fprintln(out, at)
	}
	return nil
}

// diffProcedures tells how the second differs from the first, one line a change.
func diffProcedures(f procedureFlags, out io.Writer) error {
	if len(f.names) != 2 {
		return errors.New("two procedures are compared")
	}
	var read [2]rulebookfile.Read
	for i, name := range f.names {
		var err error
		if read[i], err = readProcedure(name); err != nil {
			return inLanguage(err, f.language)
		}
	}
	changes := procedure.Diff(read[0].Procedure, read[1].Procedure)
	for _, c := range changes {
		fmt.Fprintln(out, say(f.language, c.EN(), c.ZH()))
	}
	if len(changes) == 0 {
		fmt.Fprintln(out, say(f.language, "no difference", "没有差别"))
	}
	return nil
}

// showProcedures writes each procedure as it is after merging, section by section.
func showProcedures(f procedureFlags, out io.Writer) error {
	for _, name := range f.names {
		r, err := readProcedure(name)
		if err != nil {
			return err
		}
		section := ""
		for _, e := range procedure.Outline(r.Procedure) {
			if e.Key == "" && len(e.Fields) == 0 {
				continue
			}
			if e.Section != section {
				section = e.Section
				fmt.Fprintf(out, "%s:\n", section)
			}
			var fields []string
			for _, field := range e.Fields {
				if field.Name == "value" {
					fields = append(fields, field.Text)
					continue
				}
				fields = append(fields, field.Name+": "+field.Text)
			}
			fmt.Fprintf(out, "  %s\n", strings.TrimSpace(e.Key+"  "+strings.Join(fields, " · ")))
		}
	}
	return nil
}

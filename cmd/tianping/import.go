package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/intake"
)

// importFlags is what `tianping import orders` was asked.
type importFlags struct {
	file         string
	data, db     string // folder and database file, as of serve
	market       string // mkt_…, "" where there is only one
	merchant     id.Merchant
	columns      string
	encoding     string
	custody      string
	currency     string
	source       string
	report       string
	language     string
	check        bool
	printColumns bool
	selfOperated bool
}

// harbourOpener opens where orders land, and tells the legal instant of it. The
// caller closes it.
type harbourOpener func(ctx context.Context, f importFlags, e env) (harbour, error)

// harbour is a marketplace open for orders.
type harbour struct {
	intake.Lander
	settings intake.Settings
	close    func() error
}

// importing makes the command of an opener.
func importing(open harbourOpener) func(ctx context.Context, args []string, e env) error {
	return func(ctx context.Context, args []string, e env) error {
		if len(args) == 0 || args[0] != "orders" {
			return errors.New("usage: tianping import orders [FLAGS] FILE (docs/import.md)")
		}
		f, err := readImportFlags(args[1:], e.Stderr)
		if err != nil {
			return err
		}
		if f.printColumns {
			_, err := io.WriteString(e.Stdout, intake.TaobaoColumns())
			return err
		}
		return importOrders(ctx, f, e, open)
	}
}

func readImportFlags(args []string, out io.Writer) (importFlags, error) {
	f := importFlags{}
	set := flag.NewFlagSet("tianping import orders", flag.ContinueOnError)
	set.SetOutput(out)
	set.StringVar(&f.data, "data", "./data", "folder of the marketplace's `data`")
	set.StringVar(&f.db, "db", "", dbUsage)
	set.StringVar(&f.market, "market", "", "marketplace `mkt_…`, to be sure it is the right one")
	merchant := set.String("merchant", "", "merchant `mer_…` whose orders these are; new: one not known yet")
	set.StringVar(&f.columns, "columns", "", "column map `file` for a CSV (see --print-columns)")
	set.StringVar(&f.encoding, "encoding", "", "of a CSV: utf-8 or gb18030; default: detected")
	set.StringVar(&f.custody, "custody", "", "who holds the money: held, instructed, none; default: the marketplace's")
	set.StringVar(&f.currency, "currency", "CNY", "ISO 4217 `code` of the amounts")
	set.StringVar(&f.source, "source", "", "`code` of the system that numbered JSON orders that do not say")
	set.StringVar(&f.report, "report", "", "write problems to this CSV `file`")
	set.StringVar(&f.language, "lang", "zh", "language of the report: zh or en")
	set.BoolVar(&f.check, "check", false, "read and report, land nothing")
	set.BoolVar(&f.printColumns, "print-columns", false, "print the column map shipped")
	set.BoolVar(&f.selfOperated, "self-operated", false, "the marketplace itself is the seller")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	var err error
	if *merchant == "new" {
		f.merchant = id.From[id.Merchant](newID())
		fmt.Fprintf(out, "merchant %s: name it when you import more of its orders\n", f.merchant)
	} else if f.merchant, err = id.Parse[id.Merchant](*merchant); err != nil {
		return f, errors.New("--merchant is not like mer_…")
	}
	if f.file = set.Arg(0); !f.printColumns && (f.file == "" || set.NArg() > 1) {
		return f, errors.New("name one file")
	}
	return f, nil
}

// settings are what the flags say; a marketplace gives the rest.
func (f importFlags) settings(s intake.Settings) intake.Settings {
	s.Merchant, s.SelfOperated, s.Currency, s.Source = f.merchant, f.selfOperated, f.currency, f.source
	if f.custody != "" {
		s.Custody = escrow.Custody(f.custody)
	}
	return s
}

// checked is where orders land that shall not land.
type checked struct{}

func (checked) Land(_ context.Context, orders []escrow.Purchase) []error {
	return make([]error, len(orders))
}

func importOrders(ctx context.Context, f importFlags, e env, open harbourOpener) (err error) {
	to := harbour{Lander: checked{}, settings: intake.Settings{Custody: escrow.None}, close: func() error { return nil }}
	if !f.check {
		if to, err = open(ctx, f, e); err != nil {
			return err
		}
	}
	defer func() { err = errors.Join(err, to.close()) }()
	file, err := os.Open(f.file)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	orders, rows, err := f.orders(file, f.settings(to.settings))
	if err != nil {
		return err
	}
	return f.run(ctx, e, orders, rows, to)
}

// orders reads JSON where the file's name or beginning says so, else CSV. rows is
// 0 where it is not known beforehand.
func (f importFlags) orders(file *os.File, s intake.Settings) (orders intake.Orders, rows int, err error) {
	if ending := strings.ToLower(filepath.Ext(f.file)); ending == ".json" || ending == ".ndjson" || ending == ".jsonl" {
		return intake.JSONOrders(file, s), 0, nil
	}
	if f.merchant.IsZero() && !f.check {
		return nil, 0, errors.New("--merchant is needed: a CSV does not say whose orders these are")
	}
	text := io.Reader(strings.NewReader(intake.TaobaoColumns()))
	if f.columns != "" {
		own, err := os.Open(f.columns)
		if err != nil {
			return nil, 0, err
		}
		defer own.Close() //nolint:errcheck // only read
		text = own
	}
	columns, err := intake.ReadColumns(text)
	if err != nil {
		return nil, 0, err
	}
	csv, err := intake.OpenCSV(file, columns, intake.Encoding(f.encoding), s)
	if err != nil {
		return nil, 0, err
	}
	return csv.Orders(), csv.Rows(), nil
}

const shownProblems = 20 // on the terminal, where no report was asked for

// run lands the orders, tells progress and problems, and ends with the summary.
func (f importFlags) run(ctx context.Context, e env, orders intake.Orders, rows int, to harbour) error {
	list, err := f.list(e.Stderr)
	if err != nil {
		return err
	}
	sum, fault := intake.Run(ctx, orders, to, list.add, func(s intake.Summary) { progress(e.Stderr, s, rows) })
	if err := list.close(e.Stderr); err != nil {
		return errors.Join(fault, err)
	}
	if err := json.NewEncoder(e.Stdout).Encode(sum); err != nil {
		return errors.Join(fault, err)
	}
	if fault == nil && f.check && sum.Bad > 0 {
		return fmt.Errorf("%d bad rows", sum.Bad)
	}
	return fault
}

// problemList is where problems go: all of them to a file, or the first ones to
// the terminal.
type problemList struct {
	report *intake.Report
	file   *os.File // nil: the terminal
	told   int
}

func (f importFlags) list(terminal io.Writer) (*problemList, error) {
	if f.report == "" {
		return &problemList{report: intake.NewReport(terminal, f.language)}, nil
	}
	file, err := os.OpenFile(f.report, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return &problemList{report: intake.NewReport(file, f.language), file: file}, nil
}

func (l *problemList) add(p intake.Problem) error {
	if l.told++; l.file == nil && l.told > shownProblems {
		return nil
	}
	return l.report.Add(p)
}

func (l *problemList) close(terminal io.Writer) error {
	err := l.report.Close()
	if l.file != nil {
		return errors.Join(err, l.file.Close())
	}
	if l.told > shownProblems {
		fmt.Fprintf(terminal, "%d more problems: write them to a file with --report\n", l.told-shownProblems)
	}
	return err
}

func progress(w io.Writer, s intake.Summary, rows int) {
	if rows > 0 {
		fmt.Fprintf(w, "%d of %d rows, %d bad, %d orders new, %d known\n", s.Rows, rows, s.Bad, s.New, s.Known)
		return
	}
	fmt.Fprintf(w, "%d orders, %d bad, %d new, %d known\n", s.Rows, s.Bad, s.New, s.Known)
}

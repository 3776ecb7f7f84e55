package intake

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// Lander takes orders in. It makes the ids, seals what is personal, and appends
// only what it did not know, so that the same orders landed again change nothing.
type Lander interface {
	// Land returns one error for each purchase, nil where it landed. What an error
	// means shows in its methods, because the office does not know this door:
	//   *escrow.ImportError  – the purchase cannot be, or contradicts what is known
	//   NothingNew() bool    – true: all of it was known already
	//   RefusalCode() string – refused for another reason; the code goes into the report
	// Any other error is a fault and ends the import: what landed stays.
	Land(ctx context.Context, orders []escrow.Purchase) []error
}

// Summary counts what became of a file.
type Summary struct {
	Rows    int `json:"rows"`    // read, without headings
	Bad     int `json:"bad"`     // with something wrong
	Held    int `json:"held"`    // good themselves, but of an order with a bad row
	Orders  int `json:"orders"`  // good
	New     int `json:"new"`     // landed with something new
	Known   int `json:"known"`   // known already, nothing new
	Refused int `json:"refused"` // the platform would not take them
}

// Run lands the good orders of a file in batches and reports the bad ones.
// problem hears of each problem, progress of every batch; both may be nil.
//
// Errors: a Problem that ended the file or TooManyBad, a fault of the Lander, the
// context's end. The summary says how far it came.
func Run(ctx context.Context, orders Orders, to Lander, problem func(Problem) error, progress func(Summary)) (Summary, error) {
	r := &run{to: to, problem: problem, progress: progress}
	for told, err := range orders {
		if err == nil {
			err = context.Cause(ctx)
		}
		if err == nil {
			err = r.take(ctx, told)
		}
		if err != nil {
			return r.Summary, errors.Join(err, r.land(context.WithoutCancel(ctx)))
		}
	}
	return r.Summary, r.land(ctx)
}

const (
	batchOrders = 200   // landed together
	batchRows   = 2_000 // or these rows, whichever comes first
)

// run is one import under way.
type run struct {
	Summary
	to       Lander
	problem  func(Problem) error
	progress func(Summary)
	batch    []Told
	rows     int // in the batch
}

func (r *run) take(ctx context.Context, told Told) error {
	r.Rows += len(told.Lines)
	if len(told.Problems) == 0 {
		r.Orders++
		r.batch = append(r.batch, told)
		r.rows += len(told.Lines)
		if len(r.batch) >= batchOrders || r.rows >= batchRows {
			return r.land(ctx)
		}
		return nil
	}
	wrong := map[int]bool{}
	for _, p := range told.Problems {
		if p.Code != HeldBack {
			wrong[p.Line] = true
		}
		if err := r.report(p); err != nil {
			return err
		}
	}
	bad := min(len(told.Lines), len(wrong)) // a JSON order may have problems on many lines
	r.Bad += bad
	r.Held += len(told.Lines) - bad
	if r.Bad > MaxBad {
		return Problem{Line: told.Lines[0], Code: TooManyBad, Arg: strconv.Itoa(MaxBad)}
	}
	return nil
}

func (r *run) report(p Problem) error {
	if r.problem == nil {
		return nil
	}
	return r.problem(p)
}

// land hands the batch over and sorts the answers.
func (r *run) land(ctx context.Context) error {
	if len(r.batch) == 0 {
		return nil
	}
	purchases := make([]escrow.Purchase, len(r.batch))
	for i, told := range r.batch {
		purchases[i] = told.Purchase
	}
	batch := r.batch
	r.batch, r.rows = nil, 0
	answers := r.to.Land(ctx, purchases)
	if len(answers) != len(batch) {
		return fmt.Errorf("intake: land: %d answers for %d orders", len(answers), len(batch))
	}
	var fault error // the first; with a full disk the others say the same
	for i, err := range answers {
		if err := r.sort(batch[i], err); err != nil && fault == nil {
			fault = err
		}
	}
	if r.progress != nil {
		r.progress(r.Summary)
	}
	return fault
}

func (r *run) sort(told Told, err error) error {
	if err == nil {
		r.New++
		return nil
	}
	if known, ok := errors.AsType[interface {
		error
		NothingNew() bool
	}](err); ok && known.NothingNew() {
		r.Known++
		return nil
	}
	if fields, ok := errors.AsType[*escrow.ImportError](err); ok {
		r.Refused++
		return r.contradicted(told.Lines[0], fields)
	}
	if refusal, ok := errors.AsType[interface {
		error
		RefusalCode() string
	}](err); ok {
		r.Refused++
		return r.report(Problem{Line: told.Lines[0], Code: Refused, Arg: refusal.RefusalCode()})
	}
	return fmt.Errorf("intake: land: %w", err)
}

// contradicted reports what the escrow found in a purchase, field by field.
func (r *run) contradicted(line int, found *escrow.ImportError) error {
	for _, f := range found.Fields {
		p := Problem{Line: line, Column: f.Field, Code: Refused, Arg: f.Code}
		switch f.Code {
		case escrow.CodeContradicts:
			p.Code, p.Arg = Contradicts, ""
		case escrow.CodeSum:
			p.Code, p.Arg = Unequal, "lines − discount − coupon + freight = payments ≥ refunds"
		}
		if err := r.report(p); err != nil {
			return err
		}
	}
	return nil
}

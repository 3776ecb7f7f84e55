package docket

import (
	"context"
	"errors"
	"fmt"
)

// staleTries is how often a single command is decided again because another
// process moved its streams.
const staleTries = 5

// enter runs one batch and answers every member that was not given up.
func (r *Registrar) enter(ctx context.Context, members []*member) {
	present := members[:0]
	for _, m := range members {
		if m.taken.CompareAndSwap(false, true) {
			present = append(present, m)
		}
	}
	answers, err := r.attempt(ctx, present)
	switch {
	case errors.Is(err, ErrAway):
		answers = refused(len(present), err)
	case err != nil && len(present) > 1:
		answers = answers[:0]
		for _, m := range present {
			answers = append(answers, r.alone(ctx, m))
		}
	case err != nil:
		answers = []answer{r.again(ctx, present[0], err)}
	}
	for i, m := range present {
		m.reply <- answers[i]
	}
}

// refused answers a whole batch that met a shelf which is away: later, or, where its
// commit may have been carried out all the same, unknown.
func refused(n int, err error) []answer {
	answers := make([]answer, n)
	for i := range answers {
		answers[i].err = err
	}
	return answers
}

// alone replays one member of a batch whose commit failed: a fault in one member
// drops only that one.
func (r *Registrar) alone(ctx context.Context, m *member) answer {
	answers, err := r.attempt(ctx, []*member{m})
	if err != nil {
		return r.again(ctx, m, err)
	}
	return answers[0]
}

// again decides a single command anew as long as it only came too late.
func (r *Registrar) again(ctx context.Context, m *member, err error) answer {
	for range staleTries {
		if !errors.Is(err, ErrStale) {
			break
		}
		var answers []answer
		if answers, err = r.attempt(ctx, []*member{m}); err == nil {
			return answers[0]
		}
	}
	if errors.Is(err, ErrStale) {
		err = fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return answer{err: err}
}

// attempt decides a batch and commits it. With an error nothing of it was written,
// except with ErrUnknown, where nobody can say.
func (r *Registrar) attempt(ctx context.Context, members []*member) ([]answer, error) {
	s, err := r.convene(ctx, members)
	if err != nil {
		return nil, err
	}
	answers := make([]answer, len(members))
	for i, m := range members {
		answers[i] = s.hear(ctx, m)
	}
	if s.batch.empty() {
		return answers, nil
	}
	if err := s.snapshots(); err != nil {
		return nil, err
	}
	if err := r.shelf.Commit(ctx, &s.batch); err != nil {
		if err = r.resolve(ctx, &s.batch, err); err != nil {
			return nil, err
		}
	}
	for ref := range s.moved {
		r.cache.put(ref, s.states[ref].folded)
	}
	return answers, nil
}

// resolve finds out what became of a failed commit. A commit is whole or nothing, so
// one of its events, or one of its receipts, tells of all. nil: it was written.
func (r *Registrar) resolve(ctx context.Context, b *Batch, failed error) error {
	for _, a := range b.Advances {
		r.cache.drop(a.Ref)
	}
	if errors.Is(failed, ErrStale) {
		return failed // nothing was written, even if another node wrote the same
	}
	written, err := r.written(ctx, b)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnknown, errors.Join(failed, err))
	case written:
		return nil
	}
	return fmt.Errorf("docket: commit: %w", failed)
}

func (r *Registrar) written(ctx context.Context, b *Batch) (bool, error) {
	if len(b.Events) > 0 {
		last := b.Events[len(b.Events)-1]
		found, err := r.shelf.Raw(ctx, last.Ref, last.Seq, 1)
		return err == nil && len(found) == 1 && found[0].Hash == last.Hash, err
	}
	k := b.Receipts[0]
	kept, err := r.shelf.Receipts(ctx, []ReceiptKey{k.ReceiptKey})
	if err != nil {
		return false, err
	}
	return kept[0] != nil && kept[0].Digest == k.Digest, nil
}

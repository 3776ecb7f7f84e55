package identitytest

import (
	"bytes"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/identity"
)

func sessionsOf(t *testing.T, s identity.Store) {
	ctx := t.Context()
	later := session(2, here, ann)
	later.Created, later.Device = after(time.Minute), "firefox-linux"
	begun(t, s, session(1, here, ann), later, session(3, here, bob), session(4, there, ann))
	got, err := s.SessionsOf(ctx, here, ann)
	ok(t, err)
	if len(got) != 2 || got[0] != later || got[1] != session(1, here, ann) {
		t.Errorf("got %+v", got)
	}
}

func factors(t *testing.T, s identity.Store) {
	ctx := t.Context()
	_, err := s.Factor(ctx, here, ann)
	want(t, err, identity.ErrUnknown)
	want(t, s.TakeStep(ctx, here, ann, 1), identity.ErrUnknown)
	f := identity.Factor{Market: here, Person: ann, Secret: []byte("sealed"), Created: Start(), Confirmed: after(time.Second), LastStep: 7}
	ok(t, s.SetFactor(ctx, f, []identity.Hash{hash(1), hash(2)}))
	got, err := s.Factor(ctx, here, ann)
	if err != nil || !bytes.Equal(got.Secret, f.Secret) || got.LastStep != 7 || !got.Confirmed.Equal(f.Confirmed) || !got.Created.Equal(f.Created) || got.Person != ann {
		t.Errorf("got %+v, %v", got, err)
	}
	want(t, s.TakeStep(ctx, here, ann, 7), identity.ErrUnknown)
	want(t, s.TakeStep(ctx, there, ann, 8), identity.ErrUnknown)
	var won atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if s.TakeStep(ctx, here, ann, 8) == nil {
				won.Add(1)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("one step taken %d times", won.Load())
	}
	want(t, s.TakeCode(ctx, here, bob, hash(1)), identity.ErrUnknown)
	ok(t, s.TakeCode(ctx, here, ann, hash(1)))
	want(t, s.TakeCode(ctx, here, ann, hash(1)), identity.ErrUnknown)
	if n, err := s.CodesLeft(ctx, here, ann); err != nil || n != 1 {
		t.Errorf("%d codes left, %v", n, err)
	}
	ok(t, s.SetFactor(ctx, f, []identity.Hash{hash(3)}))
	want(t, s.TakeCode(ctx, here, ann, hash(2)), identity.ErrUnknown)
	ok(t, s.DropFactor(ctx, here, ann))
	ok(t, s.DropFactor(ctx, here, ann))
	want(t, s.TakeCode(ctx, here, ann, hash(3)), identity.ErrUnknown)
	_, err = s.Factor(ctx, here, ann)
	want(t, err, identity.ErrUnknown)
}

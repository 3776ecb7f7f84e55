package main

import (
	"context"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestLiveMarketIsNeverPaidBySandbox proves that no live instruction reaches the
// sandbox provider: it stays pending.
func TestLiveMarketIsNeverPaidBySandbox(t *testing.T) {
	t.Parallel()
	for _, sandbox := range []bool{true, false} {
		bank := officetest.NewProvider()
		p := onlySandbox{sandbox: bank, market: func(context.Context, id.Market) (party.Market, error) {
			return party.Market{Sandbox: sandbox}, nil
		}}
		out, err := p.Do(t.Context(), enforcement.Instruction{ID: "1", Kind: "pay_out", Minor: 1})
		want := enforcement.Pending
		if sandbox {
			want = enforcement.Done
		}
		if err != nil || out.State != want || (len(bank.Seen) > 0) != sandbox {
			t.Errorf("sandbox %v: %v %v, asked %d times", sandbox, out.State, err, len(bank.Seen))
		}
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/api"
	"github.com/tianping-odr/tianping/internal/door/intake"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// programs is the door for programs: the API, wired to the rooms behind it.
func (h *house) programs(market id.Market, demo bool) http.Handler {
	p := api.Ports{
		Clerk: h.clerk, Casebook: h.casebook, Identity: h.identity, Orders: orderForms{h}, OrderForm: intake.OrderSchema(), Blobs: exhibitRoom{h.evidence}, Log: h.log,
		ByKey: h.pacing.keys, ByAddress: h.pacing.addresses, Clock: h.stepper, Site: h.channels.public,
		ByContact: h.byContact, ByLook: h.byLook, Market: market, Lost: h.lost,
		Ready: func(ctx context.Context) error { _, err := h.clerk.Legal(ctx, market); return err },
	}
	if len(h.channels.ways) > 0 {
		p.Prove = h.service.Prove
	}
	if demo {
		p.Demo = demoList{h}
	}
	return api.New(p)
}

// orderForms reads orders and tracking as programs send them.
type orderForms struct{ h *house }

// Read reads one order or an array of them.
func (o orderForms) Read(ctx context.Context, market id.Market, told time.Time, raw []byte) ([]api.ToldOrder, error) {
	state, err := o.h.clerk.Market(ctx, market)
	if err != nil {
		return nil, err
	}
	settings := intake.Settings{Told: told, Custody: escrow.Instructed, Currency: "CNY"}
	if state.Sandbox {
		settings.Custody = escrow.Held // by the sandbox payment provider
	}
	var all []api.ToldOrder
	for one, err := range intake.JSONOrders(bytes.NewReader(raw), settings) {
		var problem intake.Problem
		switch {
		case errors.As(err, &problem):
			return append(all, api.ToldOrder{Problems: orderProblems([]intake.Problem{problem})}), nil
		case err != nil:
			return all, err
		}
		all = append(all, api.ToldOrder{Purchase: one.Purchase, Problems: orderProblems(one.Problems)})
	}
	return all, nil
}

// Tracking reads one tracking history.
func (orderForms) Tracking(_ context.Context, told time.Time, raw []byte) (api.ToldTracking, error) {
	t, problems := intake.TrackingForm(raw, 1, told)
	return api.ToldTracking{Parcel: t.Parcel, Carrier: t.Carrier, Waybill: t.Waybill, Points: t.Scans, Problems: orderProblems(problems)}, nil
}

func orderProblems(problems []intake.Problem) []api.OrderProblem {
	var out []api.OrderProblem
	for _, p := range problems {
		out = append(out, api.OrderProblem{
			Code: string(p.Code), Path: p.Column,
			Wrong: wording.Words{ZH: p.Text("zh"), EN: p.Text("en")}, Mend: wording.Words{ZH: p.Mend("zh"), EN: p.Mend("en")},
		})
	}
	return out
}

// exhibitRoom gives programs the room of exhibits.
type exhibitRoom struct{ room *evidence.Room }

// Put streams a file in through quarantine.
func (e exhibitRoom) Put(ctx context.Context, m id.Market, c id.Case, _ string, body io.Reader) (api.Blob, error) {
	item, err := e.room.Take(ctx, evidence.Place{Market: m, Case: c}, body)
	switch {
	case errors.Is(err, evidence.ErrTooLarge), errors.Is(err, evidence.ErrFull):
		return api.Blob{}, api.ErrTooLarge
	case errors.Is(err, evidence.ErrKind), errors.Is(err, evidence.ErrEmpty):
		return api.Blob{}, api.ErrFileKind
	case err != nil:
		return api.Blob{}, err
	}
	return api.Blob{SHA256: item.Digest, Bytes: item.Bytes, Type: item.Type}, nil
}

// Open gives the bytes of an exhibit.
func (e exhibitRoom) Open(ctx context.Context, m id.Market, c id.Case, digest string) (api.Blob, io.ReadCloser, error) {
	f, err := e.room.Open(ctx, evidence.Place{Market: m, Case: c}, digest)
	if errors.Is(err, evidence.ErrUnknown) {
		return api.Blob{}, nil, api.ErrUnknownFile
	}
	if err != nil {
		return api.Blob{}, nil, err
	}
	return api.Blob{SHA256: digest, Bytes: f.Bytes, Type: f.Type}, f, nil
}

// demoList lists the accounts of the demo.
type demoList struct{ h *house }

// Accounts are the ways in; they open nothing but this sandbox.
func (d demoList) Accounts(context.Context) ([]api.DemoAccount, error) {
	all, err := d.h.demoAccounts()
	if err != nil {
		return nil, err
	}
	var out []api.DemoAccount
	for _, a := range all {
		out = append(out, api.DemoAccount{
			Name: a.Name, Role: wording.Words{ZH: a.RoleZH, EN: a.RoleEN}, Login: a.Name, Password: a.Password, Key: a.Key, Person: a.Person,
		})
	}
	return out, nil
}

// exhibitsFolder is where exhibits lie, encrypted.
func exhibitsFolder(data string) string { return filepath.Join(data, "exhibits") }

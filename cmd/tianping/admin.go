package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// adminFlags is what `tianping admin` was asked.
type adminFlags struct {
	data, db, login, name string
	capacities            []party.Capacity
	merchant              string // "", "new" or mer_…
	limitMinor            int64
	stdin, key            bool
}

func readAdminFlags(args []string, e env) (adminFlags, error) {
	var f adminFlags
	var grants string
	set := flag.NewFlagSet("tianping admin", flag.ContinueOnError)
	set.SetOutput(e.Stderr)
	set.StringVar(&f.data, "data", "./data", "`folder` of database, keys and exhibits")
	set.StringVar(&f.db, "db", "", dbUsage)
	set.StringVar(&f.login, "login", "", "log-in `name` of the account, opened if there is none")
	set.StringVar(&f.name, "name", "", "`name` of the person; default: the log-in name")
	set.StringVar(&grants, "grant", "admin", "`capacities`, with commas between: admin, officer, mediator, adjudicator, reviewer, supervisor, owner …")
	set.StringVar(&f.merchant, "merchant", "", "of memberships: `mer_…`, or new")
	set.Int64Var(&f.limitMinor, "limit", 0, "what an after-sales specialist may agree to alone, in `fen`")
	set.BoolVar(&f.stdin, "password-stdin", false, "read the password from standard input; else one is made and printed once")
	set.BoolVar(&f.key, "key", false, "issue an API key to the person as well, printed once")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	if set.NArg() > 0 {
		return f, fmt.Errorf("unexpected %q", set.Arg(0))
	}
	for word := range strings.SplitSeq(grants, ",") {
		c := party.Capacity(strings.TrimSpace(word))
		if !c.Grantable() {
			return f, fmt.Errorf("%q is no capacity that can be given", word)
		}
		f.capacities = append(f.capacities, c)
	}
	return f, f.check()
}

func (f adminFlags) check() error {
	members := slices.ContainsFunc(f.capacities, party.Capacity.Membership)
	switch _, ok := identity.NormalLogin(f.login); {
	case !ok:
		return errors.New("--login is needed")
	case members && f.merchant == "":
		return errors.New("--merchant is needed: a member belongs to a merchant")
	case !members && f.merchant != "":
		return errors.New("--merchant is for members of a merchant only")
	}
	return nil
}

// admin opens an account in the marketplace of a data folder and gives it
// capacities; the marketplace is opened where there is none. It is the way in for
// the first administrator: later ones use the API. Said again it changes nothing.
func admin(ctx context.Context, args []string, e env) (err error) {
	f, err := readAdminFlags(args, e)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, f.data, f.db, e)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	market, err := h.furnish(ctx, false, e)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.Stdout, "marketplace %s\n", market)
	person, err := h.account(ctx, market, f, e)
	if err != nil {
		return err
	}
	if err := h.give(ctx, market, person, f, e.Stdout); err != nil {
		return err
	}
	if !f.key {
		return nil
	}
	text, _, err := h.identity.MintKey(ctx, identity.NewKey{Market: market, Person: person, Label: "tianping admin", Scopes: f.scopes()})
	if err == nil {
		fmt.Fprintf(e.Stdout, "API key, shown once: %s\n", text)
	}
	return err
}

// scopes are what the person's own key needs for the capacities given.
func (f adminFlags) scopes() []identity.Scope {
	out := []identity.Scope{identity.CasesRead}
	for _, c := range f.capacities {
		s := identity.ActStaff
		switch {
		case c == party.Admin:
			s = identity.AdminScope
		case c.Membership():
			s = identity.ActParty
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// account finds the person of a log-in name, or registers one with an account.
func (h *house) account(ctx context.Context, market id.Market, f adminFlags, e env) (id.Person, error) {
	login, _ := identity.NormalLogin(f.login)
	person, err := h.clerk.PersonOf(ctx, market, clerk.AccountSource, login)
	if err != nil {
		return person, err
	}
	if person.IsZero() {
		if f.name == "" {
			f.name = login
		}
		if person, err = h.clerk.Register(ctx, clerk.System(market), clerk.AccountSource, login, f.name); err != nil {
			return person, err
		}
	}
	password, made, err := f.password(e.Stdin)
	if err != nil {
		return person, err
	}
	_, err = h.identity.Register(ctx, identity.NewAccount{Market: market, Person: person, Login: login, Password: password})
	var refused *identity.Refusal
	switch {
	case errors.As(err, &refused) && refused.Code == identity.LoginTaken:
		fmt.Fprintf(e.Stdout, "person %s has an account already; its password stays\n", person)
		return person, nil
	case errors.As(err, &refused):
		return person, errors.New(refused.Code.Text().EN)
	case err != nil:
		return person, err
	}
	fmt.Fprintf(e.Stdout, "person %s\n", person)
	if made {
		fmt.Fprintf(e.Stdout, "password, shown once: %s\n", password)
	}
	return person, nil
}

// password is the first line of standard input, or a random one.
func (f adminFlags) password(in io.Reader) (password string, made bool, err error) {
	if f.stdin {
		line, err := bufio.NewReader(io.LimitReader(in, identity.MaxPassword+2)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", false, fmt.Errorf("password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), false, nil
	}
	secret := make([]byte, 15)
	if _, err := io.ReadFull(rand.Reader, secret); err != nil {
		return "", false, fmt.Errorf("password: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(secret)), true, nil
}

// give grants the capacities the person does not hold yet.
func (h *house) give(ctx context.Context, market id.Market, person id.Person, f adminFlags, out io.Writer) error {
	merchant, err := f.shop()
	if err != nil {
		return err
	}
	for _, c := range f.capacities {
		g := party.GrantCapacity{Person: person, Capacity: c}
		if c.Membership() {
			g.Merchant = merchant
		}
		if c == party.AfterSales {
			g.LimitMinor = f.limitMinor
		}
		err := h.clerk.Grant(ctx, clerk.System(market), g)
		var refused *party.Refusal
		switch {
		case errors.As(err, &refused) && refused.Code == party.AlreadyGranted:
			fmt.Fprintf(out, "%s already\n", c.Text().EN)
		case errors.As(err, &refused):
			return fmt.Errorf("%s: %s", c, refused.Code.Text().EN)
		case err != nil:
			return err
		case c.Membership():
			fmt.Fprintf(out, "%s of %s\n", c.Text().EN, merchant)
		default:
			fmt.Fprintln(out, c.Text().EN)
		}
	}
	return nil
}

// shop is the merchant meant; "new" is one with a random id.
func (f adminFlags) shop() (id.Merchant, error) {
	switch f.merchant {
	case "":
		return id.Merchant{}, nil
	case "new":
		return id.From[id.Merchant](newID()), nil
	}
	m, err := id.Parse[id.Merchant](f.merchant)
	if err != nil || m.IsZero() {
		return m, errors.New("--merchant is not like mer_…")
	}
	return m, nil
}

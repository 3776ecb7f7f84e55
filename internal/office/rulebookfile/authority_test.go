package rulebookfile_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	. "github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

var updateTable = flag.Bool("update-table", false, "write the golden texts of the rule table anew")

var (
	tableNow = time.Date(2026, 9, 14, 1, 0, 0, 0, time.UTC)
	somebody = id.From[id.Person]([16]byte{1})
	linked   = id.From[id.Person]([16]byte{2}) // another person of the same human
	stranger = id.From[id.Person]([16]byte{3})
	shop     = id.From[id.Merchant]([16]byte{9})
)

// with is one fact added to a request.
type with func(*Request)

func inPerson(as Capacity) with {
	return func(r *Request) { r.Facts.Parties = append(r.Facts.Parties, Side{As: as, Person: somebody}) }
}

// shopIs makes the merchant that side.
func shopIs(as Capacity) with {
	return func(r *Request) { r.Facts.Parties = append(r.Facts.Parties, Side{As: as, Merchant: shop}) }
}

func ofShop(c Capacity, limit int64) with {
	return func(r *Request) {
		g := Grant{Person: somebody, Capacity: c, Merchant: shop, LimitMinor: limit, From: tableNow}
		r.Held, r.Facts.Merchant = append(r.Held, g), shop
	}
}

func mandate(of Capacity, kind MandateKind) with {
	return func(r *Request) {
		m := []Mandate{{Person: somebody, Kind: kind, From: tableNow}}
		r.Facts.Parties = append(r.Facts.Parties, Side{As: of, Person: stranger, Mandates: m})
	}
}

func granted(c Capacity) with {
	return func(r *Request) { r.Held = append(r.Held, Grant{Person: somebody, Capacity: c, From: tableNow}) }
}

func assigned(r *Request) {
	r.Facts.Assigned = append(r.Facts.Assigned, Assignment{Person: somebody, As: r.As})
}

func somebodyElseAssigned(r *Request) {
	r.Facts.Assigned = []Assignment{{Person: stranger, As: r.As}}
}

// did is about the linked person: rules compare humans.
func did(p Part) with {
	return func(r *Request) { r.Facts.Took = append(r.Facts.Took, Took{Person: linked, Part: p}) }
}

func openedHimself(r *Request) {
	r.Facts.Took = append(r.Facts.Took, Took{Person: somebody, Part: SawOffers})
}

func sum(fen int64) with  { return func(r *Request) { r.Facts.SumMinor = fen } }
func purpose(r *Request)  { r.Facts.Purpose = true }
func lawful(r *Request)   { r.Facts.LawfulRequest = true }
func overdue(r *Request)  { r.Facts.Overdue = true }
func nobody(r *Request)   { r.Person, r.Same = id.Person{}, nil }
func signedIn(r *Request) { r.Person = somebody }
func toLinked(r *Request) { r.Facts.Target = linked }
func recused(r *Request)  { r.Facts.Barred = []id.Person{linked} }
func linkedBuys(r *Request) {
	r.Facts.Parties = append(r.Facts.Parties, Side{As: Buyer, Person: linked})
}
func locked(r *Request) { r.Facts.Parties[0].Locked = true }
func minor(r *Request)  { r.Facts.Parties[0].Incapable = true }
func died(r *Request)   { r.Facts.Parties[0].Succession = true }

func all(w ...with) []with { return w }

// TestEveryRule proves each rule by one line that it decides and, where it has a
// condition, by the same line without its last fact, which then goes otherwise.
// Each rule is then taken out of the table: its line must change.
func TestEveryRule(t *testing.T) {
	t.Parallel()
	table, _, err := rulebookfile.EmbeddedAuthority("cn")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range ruleRows() {
		seen[row.rule] = true
		r := row.request(len(row.given))
		if got := Decide(table, r); got.Rule != row.rule || got.Allow != strings.ContainsAny(row.rule[:1], "PR") {
			t.Errorf("%s: %s %s %s: got %+v", row.rule, row.as, row.act.Verb, row.act.Name, got)
		}
		without := slices.DeleteFunc(slices.Clone(table.Rules), func(rule Rule) bool { return rule.ID == row.rule })
		if got := Decide(Table{Rules: without}, r); got.Rule == row.rule {
			t.Errorf("%s: decides although taken out", row.rule)
		}
		if row.otherwise == "" {
			continue
		}
		if got := Decide(table, row.request(len(row.given)-1)); got.Rule != row.otherwise {
			t.Errorf("%s without its last fact: got %+v, want %s", row.rule, got, row.otherwise)
		}
	}
	for _, rule := range table.Rules {
		if !seen[rule.ID] {
			t.Errorf("%s has no line", rule.ID)
		}
	}
}

type ruleRow struct {
	rule      string
	as        Capacity
	act       Action
	given     []with
	otherwise string // the deciding rule without the last of given; "" where the rule has no condition
}

func (row ruleRow) request(facts int) Request {
	r := Request{Person: somebody, As: row.as, Action: row.act, At: tableNow, Same: []id.Person{somebody, linked}}
	for _, w := range row.given[:facts] {
		w(&r)
	}
	return r
}

func ruleRows() []ruleRow {
	limited := ofShop(AfterSales, 10_000)
	judge := func(more ...with) []with { return append(all(granted(Adjudicator), assigned), more...) }
	return []ruleRow{
		{"P01", Claimant, Do("submit"), all(inPerson(Claimant)), NoRule},
		{"P01", Respondent, Do("submit"), all(inPerson(Respondent)), NoRule},
		{"P01", Buyer, Do("confirm_receipt"), all(inPerson(Buyer)), NoRule},
		{"P02", Respondent, Do("answer"), all(shopIs(Respondent), limited), NoRule},
		{"P02", Respondent, Do("offer"), all(shopIs(Respondent), sum(10_000), limited), NoRule},
		{"P03", Representative, Do("add_exhibit"), all(mandate(Claimant, Agent)), NoRule},
		{"P03", Representative, Do("accept_offer"), all(mandate(Claimant, SpecialAgent)), "F44"},
		{"P04", ThirdParty, Do("add_exhibit"), all(inPerson(ThirdParty)), NoRule},
		{"P05", ThirdParty, Do("add_exhibit"), all(limited, shopIs(ThirdParty)), NoRule},
		{"P06", Buyer, Do("claim_order"), all(nobody, signedIn), NoRule},
		{"P07", Seller, Do("add_member"), all(ofShop(Owner, 0)), NoRule},
		{"P07", Seller, Do("change_payout"), all(ofShop(Owner, 0)), NoRule},
		{"P08", Seller, Read(WorkView), all(limited), NoRule},
		{"P20", Officer, Do("accept"), all(granted(Officer)), NoRule},
		{"P20", Officer, Do("close_round"), all(granted(Officer), assigned), "P20"},
		{"P21", Officer2, Do("confirm_rejection"), all(granted(Officer)), NoRule},
		{"P22", OfficerOutside, Do("rule"), all(granted(Reviewer), assigned), NoRule},
		{"P23", OfficerOutside, Do("rule"), all(granted(Officer), overdue), NoRule},
		{"P24", Mediator, Do("propose"), all(granted(Mediator), assigned), NoRule},
		{"P25", Adjudicator, Do("rule"), judge(), NoRule},
		{"P26", FourEyes, Do("approve"), all(granted(Reviewer)), NoRule},
		{"P27", Reviewer, Do("vary"), all(granted(Reviewer), assigned), NoRule},
		{"P28", Supervisor, Do("reassign"), all(granted(Supervisor)), NoRule},
		{"P29", Mediator, Do("recuse"), all(assigned), NoRule},
		{"P30", Mediator, Hold(), all(granted(Mediator)), NoRule},
		{"P31", Juror, Do("vote"), all(granted(Juror), assigned), NoRule},
		{"P32", PlatformAsSeller, Do("final_answer"), all(ofShop(PlatformAsSeller, 0)), NoRule},
		{"P33", Carrier, Do("return_signed"), all(granted(Carrier)), NoRule},
		{"P34", Regulator, Do("external_accepted"), all(granted(Regulator)), NoRule},
		{"P35", Admin, Do("publish_rulebook"), all(granted(Admin)), NoRule},
		{"P36", System, Do("close_round"), all(nobody), NoRule},

		{"P37", Officer, Do("uphold_objection"), all(granted(Officer)), NoRule},
		{"P38", Adjudicator, Do("rule"), all(granted(Adjudicator), overdue), NoRule},

		{"R01", Claimant, Read(TalksView), all(inPerson(Claimant)), NoRule},
		{"R02", Respondent, Read(CaseView), all(limited, shopIs(Respondent)), NoRule},
		{"R03", Representative, Read(CaseView), all(mandate(Respondent, Agent)), NoRule},
		{"R04", Claimant, Read(CaucusClaimantView), all(inPerson(Claimant)), NoRule},
		{"R05", Claimant, Read(CaucusClaimantView), all(limited, shopIs(Claimant)), NoRule},
		{"R06", Respondent, Read(CaucusRespondentView), all(inPerson(Respondent)), NoRule},
		{"R07", Respondent, Read(CaucusRespondentView), all(limited, shopIs(Respondent)), NoRule},
		{"R08", Representative, Read(CaucusClaimantView), all(mandate(Respondent, Agent), mandate(Claimant, Agent)), NoRule},
		{"R09", Representative, Read(CaucusRespondentView), all(mandate(Claimant, Agent), mandate(Respondent, Agent)), NoRule},
		{"R10", Buyer, Read(PersonalView), all(inPerson(Buyer)), NoRule},
		{"R11", Seller, Read(ShippingView), all(limited, shopIs(Seller)), NoRule},
		{"R12", Seller, Read(OrderView), all(inPerson(Seller)), NoRule},
		{"R13", ThirdParty, Read(RequestView), all(inPerson(ThirdParty)), NoRule},
		{"R14", ThirdParty, Read(RequestView), all(limited, shopIs(ThirdParty)), NoRule},
		{"R15", Carrier, Read(ShippingView), all(granted(Carrier)), NoRule},
		{"R20", Officer, Read(CaseView), all(granted(Officer)), NoRule},
		{"R21", Mediator, Read(CaucusRespondentView), all(granted(Mediator), assigned), NoRule},
		{"R22", Adjudicator, Read(DeliberationView), judge(), NoRule},
		{"R23", FourEyes, Read(DeliberationView), all(granted(Adjudicator)), NoRule},
		{"R24", OfficerOutside, Read(CaseView), all(granted(Officer), assigned), NoRule},
		{"R25", OfficerOutside, Read(CaseView), all(granted(Officer), overdue), NoRule},
		{"R26", Supervisor, Read(DeliberationView), all(granted(Supervisor)), NoRule},
		{"R27", Officer, Read(TalksView), all(granted(Officer), openedHimself), NoRule},
		{"R28", Supervisor, Read(TalksView), all(granted(Supervisor), openedHimself), NoRule},
		{"R29", Juror, Read(CaseView), all(granted(Juror), assigned), NoRule},
		{"R30", Officer, Read(PersonalView), all(granted(Officer), assigned, purpose), NoRule},
		{"R31", Regulator, Read(ProofView), all(granted(Regulator)), NoRule},
		{"R32", Regulator, Read(CaseView), all(granted(Regulator), lawful), NoRule},
		{"R33", Admin, Read(LedgerView), all(granted(Admin)), NoRule},
		{"R34", Admin, Read(CaseView), all(granted(Admin), purpose), NoRule},
		{"R35", Reviewer, Read(WorkView), all(granted(Reviewer)), NoRule},
		{"R36", Supervisor, Read(MarketView), all(granted(Supervisor)), NoRule},

		{"F01", Adjudicator, Do("rule"), judge(linkedBuys), "P25"},
		{"F01", Officer, Read(CaseView), all(granted(Officer), linkedBuys), "R20"},
		{"F02", Reviewer, Hold(), all(granted(Reviewer), recused), "P30"},
		{"F03", Adjudicator, Do("rule"), judge(did(TookMediator)), "P25"},
		{"F03", Supervisor, Do("rule"), all(granted(Supervisor), did(TookMediator)), "P28"},
		{"F03", FourEyes, Do("approve"), all(granted(Adjudicator), did(TookMediator)), "P26"},
		{"F04", Reviewer, Do("uphold"), all(granted(Reviewer), assigned, did(TookMediator)), "P27"},
		{"F05", Mediator, Do("propose"), all(granted(Mediator), assigned, did(TookReviewer)), "P24"},
		{"F06", Reviewer, Hold(), all(granted(Reviewer), did(TookAdjudicator)), "P30"},
		{"F07", Reviewer, Do("vary"), all(granted(Reviewer), assigned, did(TookFourEyes)), "P27"},
		{"F08", Adjudicator, Do("rule"), judge(did(TookReviewer)), "P25"},
		{"F09", FourEyes, Do("approve"), all(granted(Adjudicator), did(TookAdjudicator)), "P26"},
		{"F10", Adjudicator, Do("submit_draft"), judge(did(TookFourEyes)), "P25"},
		{"F11", OfficerOutside, Do("rule"), all(granted(Officer), overdue, did(SawOffers)), "P23"},
		{"F12", Reviewer, Do("uphold"), all(granted(Reviewer), assigned, did(SawOffers)), "P27"},
		{"F13", Officer2, Do("confirm_rejection"), all(granted(Officer), did(TookOfficer)), "P21"},
		{"F14", Officer2, Do("uphold_objection"), all(granted(Officer), did(TookOfficer2)), "P21"},
		{"F15", Officer, Do("reject"), all(granted(Officer), did(TookOfficer2)), "P20"},
		{"F20", Adjudicator, Read(TalksView), judge(), ""},
		{"F20", Reviewer, Read(CaucusClaimantView), all(granted(Reviewer), assigned), ""},
		{"F21", Officer, Do("open_talks"), all(granted(Officer), did(TookFourEyes)), "P20"},
		{"F21", Mediator, Read(TalksView), all(granted(Mediator), assigned, did(TookAdjudicator)), "R21"},
		{"F22", Officer, Read(CaucusClaimantView), all(granted(Officer)), ""},
		{"F23", Claimant, Read(CaucusRespondentView), all(inPerson(Claimant)), ""},
		{"F24", Respondent, Read(CaucusClaimantView), all(inPerson(Respondent)), ""},
		{"F25", Mediator, Read(DeliberationView), all(granted(Mediator), assigned), ""},
		{"F26", Admin, Do("rule"), all(granted(Admin)), ""},
		{"F27", Admin, Read(PersonalView), all(granted(Admin), purpose), ""},
		{"F28", System, Do("accept_offer"), all(nobody), ""},
		{"F29", Mediator, Do("rule"), all(granted(Mediator), assigned), ""},

		{"F40", Respondent, Do("offer"), all(shopIs(Respondent), limited, sum(10_001)), "P02"},
		{"F41", Buyer, Do("confirm_receipt"), all(inPerson(Buyer), locked), "P01"},
		{"F41", Claimant, Do("withdraw"), all(inPerson(Claimant), locked), "P01"},
		{"F42", Claimant, Do("accept_offer"), all(inPerson(Claimant), minor), "P01"},
		{"F42", Representative, Do("accept_offer"), all(mandate(Claimant, SpecialAgent), minor), "P03"},
		{"F43", Representative, Do("accept_offer"), all(mandate(Claimant, SpecialAgent), died), "P03"},
		{"F44", Representative, Do("appeal"), all(mandate(Claimant, SpecialAgent), mandate(Claimant, Agent)), "P03"},
		{"F45", Admin, Do("grant"), all(granted(Admin), toLinked), "P35"},
	}
}

// TestWhoMayAfterAll proves what the lines above cannot: that the right person in
// the same trouble may act, and that foreign grants and mandates open nothing.
func TestWhoMayAfterAll(t *testing.T) {
	t.Parallel()
	table, _, err := rulebookfile.EmbeddedAuthority("cn")
	if err != nil {
		t.Fatal(err)
	}
	otherScope := func(r *Request) { r.Held[0].Scope = "food" }
	caseOfScope := func(r *Request) { r.Held[0].Scope, r.Facts.Scopes = "food", []string{"food"} }
	ended := func(r *Request) { r.Facts.Parties[0].Mandates[0].Until = tableNow }
	for _, row := range []ruleRow{
		{rule: "P03", as: Representative, act: Do("accept_offer"), given: all(mandate(Claimant, Guardian), minor)},
		{rule: "P03", as: Representative, act: Do("accept_offer"), given: all(mandate(Claimant, Successor), died)},
		{rule: "P02", as: Respondent, act: Do("offer"), given: all(shopIs(Respondent), ofShop(AfterSales, 1), ofShop(Owner, 0), sum(2))},
		{rule: NoRule, as: Representative, act: Do("add_exhibit"), given: all(mandate(Claimant, Agent), ended)},
		{rule: NoRule, as: Officer, act: Do("accept"), given: all(granted(Officer), otherScope)},
		{rule: "P20", as: Officer, act: Do("accept"), given: all(granted(Officer), caseOfScope)},
		{rule: "P20", as: Officer, act: Do("accept"), given: all(granted(Officer), somebodyElseAssigned)},
		{rule: NoRule, as: Mediator, act: Do("propose"), given: all(granted(Mediator), somebodyElseAssigned)},
		{rule: NoRule, as: Claimant, act: Do("submit"), given: all(inPerson(Respondent))},
		{rule: NoRule, as: Adjudicator, act: Do("rule"), given: all(granted(Mediator), assigned)},
		{rule: NoRule, as: Claimant, act: Do("no_such_move"), given: all(inPerson(Claimant))},
		{rule: NoRule, as: "king", act: Do("submit"), given: all(inPerson("king"))},
		{rule: NoRule, as: Claimant, act: Read("attic"), given: all(inPerson(Claimant))},
		{rule: NoRule, as: Claimant, act: Do("submit"), given: all(nobody, inPerson(Claimant), func(r *Request) { r.Facts.Parties[0].Person = id.Person{} })},
	} {
		if got := Decide(table, row.request(len(row.given))); got.Rule != row.rule {
			t.Errorf("%s %s: got %+v, want %s", row.as, row.act.Name, got, row.rule)
		}
	}
}

// TestTableGolden keeps the whole table as a person reads it, in both languages.
func TestTableGolden(t *testing.T) {
	t.Parallel()
	table, _, err := rulebookfile.EmbeddedAuthority("cn")
	if err != nil {
		t.Fatal(err)
	}
	for lang, pick := range map[string]func(Text) string{
		"zh": func(x Text) string { return x.ZH },
		"en": func(x Text) string { return x.EN },
	} {
		file := filepath.Join("testdata", "authority_cn."+lang+".txt")
		got := tableText(table, pick)
		if *updateTable {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from the table; read it, then run with -update-table", file)
		}
	}
}

func tableText(table Table, pick func(Text) string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s %s\n", table.ID, table.Version)
	for _, r := range table.Rules {
		fmt.Fprintf(&out, "\n%s %s  %s\n", r.ID, r.Effect, pick(r.Text))
		fmt.Fprintf(&out, "    %s\n", joined(r.Capacities, func(c Capacity) string { return pick(c.Text()) }))
		fmt.Fprintf(&out, "    %s\n", joined(r.Actions, func(c Class) string { return pick(c.Text()) }))
		for _, c := range r.When {
			fmt.Fprintf(&out, "    ← %s\n", pick(c.Text()))
		}
		fmt.Fprintf(&out, "    [%s]\n", r.Source)
	}
	out.WriteString("\n")
	for _, c := range AllClasses() {
		fmt.Fprintf(&out, "%s: %s\n", pick(c.Text()), strings.Join(c.Moves(), " "))
	}
	return out.String()
}

func joined[T any](list []T, text func(T) string) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = text(w)
	}
	return strings.Join(words, " · ")
}

// TestTableRefused proves that each kind of flaw is refused, by changing the
// built-in table in one place.
func TestTableRefused(t *testing.T) {
	t.Parallel()
	whole, err := rulebook.Files.ReadFile("authority/cn.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ old, new, want string }{
		"unknown capacity":      {"who: [third_party]", "who: [passer_by]", "passer_by"},
		"unknown class":         {"acts: [claim_order]", "acts: [steal_order]", "steal_order"},
		"unknown condition":     {"when: [signed_in]", "when: [lucky]", "lucky"},
		"word twice":            {"acts: [claim_order]", "acts: [claim_order, claim_order]", "twice"},
		"unknown key":           {"effect: permit", "effect: permit\n  unless: [granted]", "unless is not a key"},
		"effect":                {"effect: permit", "effect: perhaps", "perhaps"},
		"id twice":              {"id: P02", "id: P01", "used twice: P01"},
		"id shape":              {"id: P02", "id: RULE2", "one capital and two digits: RULE2"},
		"permit to anybody":     {"when: [signed_in]", "when: []", "asks for no standing: buyer"},
		"grant not asked":       {"who: [officer]\n  acts: [recheck]\n  when: [granted]", "who: [officer]\n  acts: [recheck]\n  when: [opened_talks]", "asks for no standing: officer"},
		"separation narrowed":   {"when: [was_mediator]", "when: [was_mediator, overdue]", "missing: adjudicator decide was_mediator"},
		"wall opened":           {"who: [adjudicator, four_eyes, reviewer, officer_outside, juror, regulator, admin, carrier, third_party]\n  acts: [open_talks", "who: [juror, regulator, admin, carrier, third_party]\n  acts: [open_talks", "missing: reviewer read_talks"},
		"lock forgotten":        {"when: [locked]", "when: [locked, overdue]", "missing: claimant dispose locked"},
		"text missing":          {"  source: mission M81, M82\n", "", "source is missing"},
		"a second document":     {"authority: cn", "---\nauthority: x\n---\nauthority: cn", "second document"},
		"version":               {"version: 1.1.0", "version: one", "not a version"},
		"same words, no effect": {"acts: [claim_order]", "acts: []", "no capacity or no act"},
	} {
		broken := strings.Replace(string(whole), row.old, row.new, 1)
		if broken == string(whole) {
			t.Errorf("%s: nothing changed", name)
		}
		_, err := rulebookfile.Authority("cn.yaml", []byte(broken))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
	}
	if _, _, err := rulebookfile.EmbeddedAuthority("mars"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("unknown table: got %v", err)
	}
}

// TestProcedureMovesHaveClass proves that every move of the built-in procedures
// belongs to exactly one class, and that every word of their separations is one
// the table compares.
func TestProcedureMovesHaveClass(t *testing.T) {
	t.Parallel()
	parts := []string{"officer", "officer_2", "mediator", "adjudicator", "four_eyes", "reviewer", "saw_offers"}
	for _, name := range rulebookfile.Names() {
		p, err := rulebookfile.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range p.Moves {
			if _, ok := Do(row.Move).Class(); !ok {
				t.Errorf("%s: move %s has no class", name, row.Move)
			}
		}
		for _, pair := range p.Separations {
			if !slices.Contains(parts, pair[0]) || !slices.Contains(parts, pair[1]) {
				t.Errorf("%s: separation %v", name, pair)
			}
		}
	}
	seen := map[string]Class{}
	for _, c := range AllClasses() {
		for _, m := range c.Moves() {
			if other, twice := seen[m]; twice {
				t.Errorf("%s is in %s and %s", m, other, c)
			}
			seen[m] = c
		}
	}
}

// FuzzAuthority: any bytes give a table that Check accepts, or an error.
func FuzzAuthority(f *testing.F) {
	f.Add([]byte("authority: x\nversion: 1.0.0\nrules: []\n"))
	f.Add([]byte("rules: [{id: P01, when: [[]]}]"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		table, err := rulebookfile.Authority("fuzz.yaml", doc)
		if err == nil && len(Check(table)) > 0 {
			t.Errorf("accepted: %+v", table)
		}
	})
}

package procedure_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/procedure/proceduretest"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// broken is a built-in file with one mistake in it, and the findings it must
// bring: code and place, nothing else.
type broken struct {
	name string
	file string   // "tianping-std" unless given
	edit []string // old, new, old, new …; each old stands exactly once
	want []string
}

const std = "tianping-std"

// brokenFiles are one mistake each, by what it would do to people.
func brokenFiles() []broken {
	return []broken{
		// nobody gets out
		{
			"a dead end", std,
			[]string{"do: settlement_stands, to: PERFORMING,", "do: settlement_stands,"},
			[]string{"no_timer_exit stages.SETTLEMENT_CHECK"},
		},
		{
			"a dead end on one road only: a decider asked for after a decision by rule", std,
			[]string{"start: [escalate, ask_person]", "start: [escalate]"},
			[]string{"no_timer_exit stages.ADJUDICATING"},
		},
		{
			"a dead end on one road only: the successor never came", std,
			[]string{", starts: [K_PLATFORM]}", "}"},
			[]string{"no_timer_exit stages.ADJUDICATING"},
		},
		{
			"a dead end of a duty", std,
			[]string{"do: refund_instead, to: REPL_TO_REFUND", "do: refund_instead"},
			[]string{"no_timer_exit duties.REPLACE.states.REPL_CHOICE"},
		},
		{
			"a way out that a condition may close", std,
			[]string{"K_CHS_D:    {len: 5wd, start: [challenge_settlement], expiry: [", "K_CHS_D:    {len: 5wd, start: [challenge_settlement], expiry: [{if: self_operated, do: supervise}, "},
			[]string{"no_timer_exit stages.SETTLEMENT_CHECK"},
		},
		{
			"a circle of timers", std,
			[]string{"variants: {k_last: 30nd}, expiry: [{do: finalise, to: PERFORMING}]", "variants: {k_last: 30nd}, expiry: [{do: finalise, to: ADJUDICATING, starts: [K_PLATFORM]}]"},
			[]string{"timer_circle stages.ADJUDICATING"},
		},
		{
			"a stage nothing leads to", std,
			[]string{"  CLOSED_INCOMPLETE: {", "  LIMBO: {zh: 孤岛, phase: decision, owner: adjudicator, clocks: [K_CHS_D]}\n  CLOSED_INCOMPLETE: {"},
			[]string{"unreachable stages.LIMBO"},
		},
		{
			"a duty state nothing leads to", std,
			[]string{"guard: [return_accepted], to: RET_DONE}", "guard: [return_accepted], to: RET_DONE}", "{if: any_appeal, to: RET_DISPUTE_REVIEW}, ", ""},
			[]string{"unreachable duties.RETURN.states.RET_DISPUTE_REVIEW"},
		},
		{
			"a stage nobody is to act in", std,
			[]string{"phase: panel, owner: jury,", "phase: panel,"},
			[]string{"ownerless stages.JURY"},
		},
		{
			"a hold nobody is to end", std,
			[]string{"owner: test_body, ", ""},
			[]string{"ownerless holds.STAYED_TEST"},
		},
		{
			"a stage without clocks", std,
			[]string{"clocks: [K_CHS_D]", "clocks: []", "K_CHS_D:    {len: 5wd,", "K_CHS_D:    {len: 5wd, kind: side,"},
			[]string{"clockless stages.SETTLEMENT_CHECK"},
		},
		{
			"a hold that lasts for ever", std,
			[]string{"start: [stay], expiry: [{do: resume}]", "start: [stay], expiry: [{do: ask_both_for_state}]"},
			[]string{"no_hold_end holds.STAYED"},
		},
		{
			"an end where something is still awaited", std,
			[]string{"CLOSED_EXTERNAL: {zh: 转外部结案,", "CLOSED_EXTERNAL: {zh: 转外部结案, owner: parties,"},
			[]string{"terminal_waits stages.CLOSED_EXTERNAL"},
		},
		{
			"two beginnings", std,
			[]string{"{zh: 不予受理, phase: intake,", "{zh: 不予受理, phase: intake, initial: true,"},
			[]string{"initial stages"},
		},
		{
			"an end that is not closed", std,
			[]string{"{zh: 驳回结案, phase: closed,", "{zh: 驳回结案, phase: decision,"},
			[]string{"phase stages.CLOSED_DISMISSED"},
		},

		// clocks that lie
		{
			"a start nothing produces: the notice", std,
			[]string{"  - {move: third_party_request, from: [EVIDENCE, ADJUDICATING, APPEAL], by: [officer, adjudicator, reviewer], to: same}\n", ""},
			[]string{"never_starts clocks.K_TPE.start[0]"},
		},
		{
			"a start nothing produces: the fact", std,
			[]string{"  - {move: submit_draft, from: [ADJUDICATING], by: [adjudicator], to: same}\n", ""},
			[]string{"never_starts clocks.K_FOUR.start[0]"},
		},
		{
			"a start that is no word", std,
			[]string{"start: [draft_submitted]", "start: [draft_sent]"},
			[]string{"unknown_word clocks.K_FOUR.start[0]"},
		},
		{
			"a notice that is no word", std,
			[]string{"start: [served(appeal)]", "start: [served(reply)]"},
			[]string{"unknown_word clocks.K_FREPLY.start[0]"},
		},
		{
			"a clock nobody lists", std,
			[]string{"start: [accept_offer], kind: side,", "start: [accept_offer],"},
			[]string{"homeless clocks.K_SIGN"},
		},
		{
			"an expiry that may do nothing", std,
			[]string{"{if: any_short, to: CLOSED_UNRECOVERED}, {if: no_duty, to: CLOSED_DISMISSED}, {to: CLOSED_PERFORMED}", "{if: any_short, to: CLOSED_UNRECOVERED}, {to: CLOSED_PERFORMED, if: no_duty}"},
			[]string{"expiry_conditional clocks.K_PERF.expiry"},
		},
		{
			"an entry never reached", std,
			[]string{"{if: any_short, to: CLOSED_UNRECOVERED}", "{to: CLOSED_UNRECOVERED}"},
			[]string{"expiry_shadowed clocks.K_PERF.expiry[0]"},
		},
		{
			"an entry that does nothing", std,
			[]string{"expiry: [{do: record_unsigned}]", "expiry: [{reason: refuses}]"},
			[]string{"expiry_empty clocks.K_SIGN.expiry[0]"},
		},
		{
			"a length below its least", std,
			[]string{"{len: 72h, min: 24h,", "{len: 72h, min: 96h,"},
			[]string{"length_bounds clocks.K_OFFER"},
		},
		{
			"a length beyond counting", std,
			[]string{"K_KEEP:     {len: 36mo", "K_KEEP:     {len: 999mo"},
			[]string{"length clocks.K_KEEP"},
		},
		{
			"an extension nobody may give", std,
			[]string{"  - {move: mark_complex, from: [ADJUDICATING], by: [adjudicator], guard: [once, reason_readable], to: same}\n", ""},
			[]string{"extension_without_move clocks.K_ADJ.extend"},
		},
		{
			"clocks by service, no service", "r12315",
			[]string{"  served_at: {earlier_of: [read_in_site, {after: outside_receipt, len: 24h}]}\n", ""},
			[]string{"service_missing service"},
		},

		// promises that cannot be kept
		{
			"parts longer than their umbrella", std,
			[]string{"K_MED:      {len: 5wd,", "K_MED:      {len: 6wd,"},
			[]string{"umbrella_tight umbrellas[0].base"},
		},
		{
			"an umbrella too tight", std,
			[]string{"len: 5wd, min: 3wd,", "len: 5wd, min: 4wd,"},
			[]string{"umbrella_tight umbrellas[0].tight"},
		},
		{
			"an umbrella that one start day breaks", std,
			[]string{"K_ESC:      {len: 7nd,", "K_ESC:      {len: 8nd,"},
			[]string{"umbrella_calendar umbrellas[2].calendar_check"},
		},
		{
			"parts of another unit", std,
			[]string{"base: [K_EVD, K_XEX, K_MED, K_ADJ]", "base: [K_EVD, K_XEX, K_ESC]"},
			[]string{"umbrella_units umbrellas[0].base"},
		},
		{
			"an extension that moves no umbrella", std,
			[]string{"extensions: [K_MED.extend, K_ADJ.extend]", "extensions: [K_MED.extend, K_EVD.extend]"},
			[]string{"umbrella_extension umbrellas[0].extensions"},
		},
		{
			"a part without a length", std,
			[]string{"K_EVD.extend, K_XEX,", "K_XEX.extend, K_XEX,"},
			[]string{"part_missing umbrellas[0]"},
		},
		{
			"an umbrella nobody proves", std,
			[]string{"  - {clock: K_REMAND, base: [K_EVD, K_XEX, K_ADJ], tight: [{slack: 1wd, why: service}, K_EVD, K_XEX, K_ADJ], extensions: []}\n", ""},
			[]string{"umbrella_missing clocks.K_REMAND"},
		},

		// words and names
		{"a move that is no word", std, []string{"{move: link, ", "{move: join, "}, []string{"unknown_word moves[join]"}},
		{"a guard that is no word", std, []string{"guard: [slip_only]", "guard: [any_slip]"}, []string{"unknown_word moves[correct]"}},
		{"a guard on a clock that is not there", std, []string{"'running(K_FAST)'", "'running(K_QUICK)'"}, []string{"unknown_clock moves[name_item]"}},
		{"a predicate without its argument's kind", std, []string{"'within(K_CHS)'", "'after(K_CHS)'"}, []string{"unknown_word moves[challenge_settlement]"}},
		{"an actor that is no word", std, []string{"{move: approve, from: [ADJUDICATING], by: [four_eyes]", "{move: approve, from: [ADJUDICATING], by: [six_eyes]"}, []string{"unknown_word moves[approve]"}},
		{"an effect that is no word", std, []string{"do: replace_neutral", "do: replace_judge"}, []string{"unknown_word clocks.K_CHN.expiry[0].do"}},
		{"a condition that is no word", std, []string{"{if: payouts_cover,", "{if: payouts_perhaps_cover,"}, []string{"unknown_word clocks.K_PAY.expiry[1].if"}},
		{"a setting that is no word", std, []string{"  mass.days: 7\n", "  mass.weeks: 1\n"}, []string{"unknown_word limits.mass.weeks"}},
		{"a clock that is not there", std, []string{"clocks: [K_APP, K_FREPLY]", "clocks: [K_APP, K_REPLIES]"}, []string{"unknown_clock stages.RULED.clocks"}},
		{"an edge to nowhere", std, []string{"by: [reviewer], guard: [remands_left], to: EVIDENCE", "by: [reviewer], guard: [remands_left], to: HEARING"}, []string{"unknown_stage moves[remand].to"}},
		{
			"a stage removed, its edges left dangling", "jd",
			[]string{"remove: {stages: [MEDIATING],", "remove: {stages: [MEDIATING, ANSWERED],"},
			[]string{
				"unknown_stage clocks.K_FINAL.expiry[0].to", "unknown_stage moves[final_answer].to", "homeless clocks.K_FINX",
			},
		},
		{
			"a clock removed that others wait for", "jd",
			[]string{"K_MEDASK, K_XEX]", "K_MEDASK, K_XEX, K_REV]"},
			[]string{"unknown_clock clocks.K_LAST.start[1]"},
		},
		{"a name for two places", std, []string{"  STAYED_TEST:  ", "  RULED:        "}, []string{"name_twice holds.RULED", "unknown_word clocks.K_PLATFORM.pause", "unknown_word clocks.K_TOTAL.pause"}},
		{
			"a duty that leads into a stage", std,
			[]string{"by: [debtor], to: PAY_DONE", "by: [debtor], to: PERFORMING"},
			[]string{"other_machine moves[pay]", "other_machine moves[pay]", "other_machine moves[pay]"},
		},

		// who may do what
		{
			"rows that contradict each other", std,
			[]string{"guard: [nobody_can_still_appeal, not_any_appeal], to: PERFORMING", "guard: [nobody_can_still_appeal], to: PERFORMING"},
			[]string{"rows_contradict moves[close_window]"},
		},
		{"a mediator who decides", std, []string{"[[mediator, adjudicator], ", "["}, []string{"separation_missing separations"}},
		{"a pair of one", std, []string{"[officer, officer_2], ", "[officer, officer_2], [mediator, mediator], "}, []string{"separation_same separations[5]"}},
		{"a switch nobody declared", std, []string{"jury: false, ", ""}, []string{"feature_undeclared stages.JURY"}},
		{"mediation off, its stage left", std, []string{"{mediation: true,", "{mediation: false,"}, []string{"feature_off_stage stages.MEDIATING"}},
		{"an appeal promised, none there", "r12315", []string{"appeal: false", "appeal: true"}, []string{"feature_no_stage features.appeal"}},
		{"less time after a thaw", std, []string{"thaw.min: 72h", "thaw.min: 48h"}, []string{"limit_least limits.thaw.min"}},
		{"a length where a number is wanted", std, []string{"  remands: 1\n", "  remands: 1h\n"}, []string{"limit_number limits.remands"}},
		{"a number where a length is wanted", std, []string{"stay.min: 7nd ", "stay.min: 7 "}, []string{"limit_length limits.stay.min"}},
		{"a number where a list is wanted", std, []string{"fund.covers: [REFUND_ONLY, RETURN_REFUND, PARTIAL, FREIGHT]", "fund.covers: 4"}, []string{"limit_list limits.fund.covers"}},
	}
}

// TestBrokenFiles proves that each mistake brings its finding and no other, with
// a text in both languages.
func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	for _, b := range brokenFiles() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			p := edited(t, b.file, b.edit...)
			for _, f := range procedure.Check(p, procedure.Standard(), proceduretest.Calendar2026()) {
				got = append(got, f.Code+" "+named(p, f.Place))
				if f.EN == "" || f.ZH == "" || strings.Contains(f.EN+f.ZH, "%!") {
					t.Errorf("the finding %s says %q and %q", f.Code, f.EN, f.ZH)
				}
			}
			if !slices.Equal(got, b.want) {
				t.Errorf("found %q, want %q", got, b.want)
			}
		})
	}
}

// named puts the move of a row where its number stands, so that a new row in a file
// changes no test: moves[12].to → moves[cure].to.
func named(p procedure.Procedure, place string) string {
	inner, isRow := strings.CutPrefix(place, "moves[")
	n, rest, _ := strings.Cut(inner, "]")
	i, err := strconv.Atoi(n)
	if !isRow || err != nil {
		return place
	}
	return "moves[" + p.Moves[i].Move + "]" + rest
}

// edited is a built-in file with some of its text replaced.
func edited(t *testing.T, name string, edit ...string) procedure.Procedure {
	t.Helper()
	path := "procedure/" + name + ".yaml"
	data, err := rulebook.Files.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(edit); i += 2 {
		if n := strings.Count(text, edit[i]); n != 1 {
			t.Fatalf("%q stands %d times in %s", edit[i], n, name)
		}
		text = strings.Replace(text, edit[i], edit[i+1], 1)
	}
	p, err := rulebookfile.Load(fstest.MapFS{path: {Data: []byte(text)}}, path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEveryFindingIsFound proves that no check is there that could never fail: each
// code of a finding is brought by a broken file.
func TestEveryFindingIsFound(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, b := range brokenFiles() {
		for _, want := range b.want {
			code, _, _ := strings.Cut(want, " ")
			seen[code] = true
		}
	}
	for _, f := range procedure.Check(builtIn(t, std), procedure.Standard(), workday.Calendar{}) {
		seen[f.Code] = true // calendar_missing
	}
	for _, f := range procedure.Check(tangled(), procedure.Standard(), proceduretest.Calendar()) {
		seen[f.Code] = true // too_complex
	}
	for _, code := range procedure.FindingCodes() {
		if !seen[code] {
			t.Errorf("no broken file brings %s", code)
		}
	}
}

// tangled has one stage where each of 11 moves starts a clock: 2,048 ways to stand.
func tangled() procedure.Procedure {
	words := procedure.Standard()
	p := procedure.Procedure{
		ID: "tangled", Stages: []procedure.Stage{
			{ID: "BEGIN", Phase: "intake", Owner: "claimant", Initial: true},
			{ID: "MIDDLE", Phase: "decision", Owner: "officer"},
			{ID: "END", Phase: procedure.Closed, Terminal: true},
		},
		Moves: []procedure.Row{{Move: "submit", From: []string{"BEGIN"}, By: []string{"C"}, To: "MIDDLE"}},
	}
	clock := func(id string, start procedure.Start) {
		p.Clocks = append(p.Clocks, procedure.Clock{
			ID: id, Len: procedure.Length{N: 1, Unit: procedure.Hours}, Start: []procedure.Start{start},
			Expiry: []procedure.Expiry{{To: "END"}},
		})
	}
	clock("K", procedure.Start{Kind: procedure.OnEvent, Name: "draft_opened"})
	p.Stages[0].Clocks = []string{"K"}
	for i := range 11 {
		id, move := "K_"+strconv.Itoa(i), words.Moves[10+i]
		clock(id, procedure.Start{Kind: procedure.OnEvent, Name: move})
		p.Stages[1].Clocks = append(p.Stages[1].Clocks, id)
		p.Moves = append(p.Moves, procedure.Row{Move: move, From: []string{"MIDDLE"}, By: []string{"C"}, To: "MIDDLE"})
	}
	return p
}

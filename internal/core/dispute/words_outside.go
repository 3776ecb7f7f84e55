package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// outsideWords are T68–T71.
func outsideWords() []*Word {
	return []*Word{
		{Name: "escalate_external", Past: "external_file_made", T: "T68", Fields: func(*act, place) []Field {
			return []Field{choice("body", true, "12315", "association", "arbitration", "court")}
		}},
		{Name: "external_accepted", Past: "external_accepted", T: "T69", Fields: acceptedFields, Set: setOutside, Do: doExternalAccepted, Fold: foldOutside, Silent: true},
		{Name: "external_result", Past: "external_result_recorded", T: "T70", Final: true, Money: true, Leads: true, Fields: resultFieldsOutside, Do: doExternalResult},
		{Name: "external_ended", Past: "external_ended", T: "T70", Fields: endedFields, Do: doExternalEnded},
		{Name: "external_withdraw", Past: "external_withdrawn", T: "T71", Final: true, Money: true, Leads: true, Fields: externalWithdrawFields, Do: doExternalWithdraw},
	}
}

var bodies = []string{"court", "tribunal", "regulator", "association", "other"} //nolint:gochecknoglobals // a constant list

func setOutside(a *act, _ place, _ Answers, e *Act) { e.Object = len(a.c().Outside) + 1 }

func foldOutside(c *Case, e Act, _ record.Meta) {
	c.Outside = append(c.Outside, Outside{No: e.Object, Body: e.Inputs.Code("body"), Claims: e.Inputs.Numbers("claims"), State: "accepted"})
}

// doExternalAccepted: a court or tribunal on the same claim holds it; everything
// else goes on unless both stay (T69), but for what a final answer refused: that
// waits for any body (T53).
func doExternalAccepted(a *act, at *place, in Answers) {
	judge := in.Code("body") == "court" || in.Code("body") == "tribunal"
	claims := slices.DeleteFunc(in.Numbers("claims"), func(no int) bool {
		track := a.c().Claim(no).Track
		return a.held(track) || !judge && a.c().Deadline(clockAnswered, track) == nil
	})
	if len(claims) == 0 {
		return
	}
	no := a.hold("STAYED_EXTERNAL", claims, "", "external")
	a.event("external_accepted", a.holdRef(no))
}

// doExternalResult turns a result from outside into duties, less what was paid.
func doExternalResult(a *act, at *place, in Answers) {
	a.endOutside(in.Int("proceeding"), "result")
	for _, it := range in.Items("results") {
		no := it.Int("claim")
		k := *a.c().Claim(no)
		granted := min(it.Minor("amount"), k.Minor)
		track := a.split(k.Track, []int{no}, a.c().Track(k.Track).Stage)
		a.leaveHold(track, "result")
		a.cancelDuties(no)
		state := Determined
		if granted == 0 && k.Minor > 0 || it.Code("refused") == "yes" {
			state, granted = Dismissed, 0
		}
		a.emit(ClaimMoved{Claim: no, State: state, Final: true, By: "outside", Granted: granted, Return: it.Code("return") == "yes"})
		a.goTo(place{track: track, to: at.to, row: at.row})
		if state == Determined {
			a.performResult(Result{Claim: no, Minor: granted, Return: it.Code("return") == "yes"}, "outside")
		}
		a.thawRest(no)
	}
}

// endOutside marks a proceeding and lifts the hold it laid.
func (a *act) endOutside(no int, state string) {
	for i := range a.w.Case.Outside {
		if o := &a.w.Case.Outside[i]; o.No == no {
			for _, h := range slices.Clone(a.c().Holds) {
				if !h.Lifted && h.Kind == "STAYED_EXTERNAL" && overlap(h.Claims, o.Claims) {
					a.lift(h.No, state)
				}
			}
		}
	}
	a.emit(OutsideMoved{No: no, State: state})
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(n int) bool { return slices.Contains(b, n) })
}

func doExternalEnded(a *act, _ *place, in Answers) { a.endOutside(in.Int("proceeding"), "ended") }

// doExternalWithdraw: the claimant goes elsewhere for good; his money thaws.
func doExternalWithdraw(a *act, at *place, in Answers) {
	var tracks []int
	for _, no := range in.Numbers("claims") {
		a.lapse(no, "external")
		if t := a.c().Claim(no).Track; !slices.Contains(tracks, t) {
			tracks = append(tracks, t)
		}
	}
	for _, t := range tracks {
		if !slices.ContainsFunc(a.c().Of(t), func(k *Claim) bool { return !k.over() }) && !a.c().Track(t).Closed {
			a.goTo(place{track: t, to: at.to, row: at.row})
		}
	}
}

// staffWords are T73, T74, T76 and the desk's own moves.
func staffWords() []*Word {
	return []*Word{
		{Name: "assign", Past: "assigned", T: "T73", Fields: assignFields, Do: doAssign},
		{Name: "challenge_neutral", Past: "neutral_challenged", T: "T73", Fields: challengeNeutralFields, Set: setChallenge, Fold: foldChallenge, Starts: true, Object: "challenge"},
		{Name: "decide_challenge", Past: "challenge_decided", T: "T73", Fields: decideChallengeFields, Set: func(_ *act, _ place, in Answers, e *Act) { e.Object = in.Int("challenge") }, Do: doDecideChallenge},
		{Name: "recuse", Past: "recused", T: "T73", Fields: reasoned(""), Do: doRecuse},
		{Name: "replace_freeze", Past: "freeze_replaced", T: "T74", Money: true, Fields: replaceFields, Do: doReplaceFreeze},
		{Name: "link", Past: "linked", T: "T76", Fields: linkFields, Do: func(a *act, _ *place, in Answers) { a.linkTo(in.Code("case"), false) }},
		{Name: "unlink", Past: "unlinked", T: "T76", Fields: unlinkFields, Do: func(a *act, _ *place, in Answers) { a.linkTo(in.Code("case"), true) }},
		{Name: "link_mass", Past: "mass_linked", T: "T76", Machine: true, Fields: massFields, Do: doMass},
	}
}

var seats = []string{"officer", "mediator", "adjudicator", "reviewer"} //nolint:gochecknoglobals // a constant list

func doAssign(a *act, at *place, in Answers) {
	for _, k := range a.w.Facts.Roster {
		if k.Person.String() == in.Code("person") {
			a.emit(Assigned{Role: in.Code("role"), Person: k.Person, Track: at.track, Why: "assigned"})
			return
		}
	}
}

func setChallenge(a *act, _ place, _ Answers, e *Act) { e.Object = len(a.c().Challenges) + 1 }

func foldChallenge(c *Case, e Act, _ record.Meta) {
	role := e.Inputs.Code("role")
	c.Challenges = append(c.Challenges, Challenge{No: e.Object, Role: role, Person: c.Seat(role), By: e.Side})
}

func doDecideChallenge(a *act, at *place, in Answers) {
	no := in.Int("challenge")
	a.endObject("challenge", no)
	a.emit(ChallengeEnded{No: no, How: in.Code("result")})
	if in.Code("result") == "upheld" {
		a.replaceNeutral(no, at.track)
	}
}

// replaceNeutral draws another person for the challenged seat.
func (a *act) replaceNeutral(no, track int) {
	for _, ch := range slices.Clone(a.c().Challenges) {
		if ch.No != no {
			continue
		}
		a.emit(Unseated{Role: ch.Role, Person: ch.Person, Why: "challenged"})
		if p := a.draw(ch.Role); !p.IsZero() {
			a.emit(Assigned{Role: ch.Role, Person: p, Track: track, Why: "rota"})
		}
	}
}

func doRecuse(a *act, at *place, _ Answers) {
	for _, role := range []string{"mediator", "adjudicator", "reviewer", "juror"} {
		if a.c().Seat(role) == a.actor.Person {
			a.emit(Unseated{Role: role, Person: a.actor.Person, Why: "recused"})
			a.under("T73", func() { a.seatOwner(role, at.track) })
		}
	}
}

func (a *act) linkTo(name string, off bool) {
	other, err := parseCase(name)
	if err != nil || other == a.c().ID || other.IsZero() {
		return
	}
	a.emit(CaseLinked{Case: other, Off: off})
}

func parseCase(name string) (id.Case, error) {
	var c id.Case
	err := c.UnmarshalText([]byte(name))
	return c, err
}

// doMass links, never merges; while claims exceed the deposit its debits wait (K_BAR).
func doMass(a *act, _ *place, in Answers) {
	if in.Code("deposit_risk") != "yes" {
		return
	}
	var claims []int
	for _, k := range a.openClaims(func(k *Claim) bool { return !k.over() }) {
		claims = append(claims, k.No)
	}
	if len(claims) > 0 {
		a.event("mass_deposit_risk", a.holdRef(a.hold("MASS_BAR", claims, "", "mass")))
		a.book(escrow.BarDeposit(a.books(), a.by()), nil)
	}
}

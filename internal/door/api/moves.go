package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/api/strict"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// MoveDone is what a move left behind. It is made from the receipt alone, so that
// the same request sent again has the same answer.
type MoveDone struct {
	Case    string `json:"case"`
	Act     string `json:"act"`
	Version uint64 `json:"version" doc:"Version of the case after the act."`
	Hash    string `json:"hash" doc:"Hash of the case's newest event then, hexadecimal."`
}

// acting are the scopes of whoever acts for people.
func acting() []identity.Scope { return []identity.Scope{identity.ActParty, identity.ActStaff} }

// moveOperations are GET …/moves and one operation for each act of the vocabulary.
func (d *door) moveOperations() []operation {
	list := operation{
		id: "listMoves", method: http.MethodGet, path: "/v1/cases/{id}/moves", group: "Moves", person: true,
		summary: wording.Words{ZH: "现在可以做什么", EN: "What is possible now"},
		about:   wording.Words{ZH: "列出此人在本案现在可以做的操作、每项输入和范围。", EN: "Lists the acts this person may do in the case now, each with its inputs and their bounds. An act that is not listed is refused with the reason and what is possible instead."},
		scopes:  []identity.Scope{identity.CasesRead}, gives: MoveList{}, do: d.listMoves,
	}
	out, known := []operation{list}, shapes()
	for _, act := range dispute.Words() {
		out = append(out, d.moveOperation(act, known[act]))
	}
	return out
}

func (d *door) moveOperation(act string, shape actShape) operation {
	w := wording.Move(act)
	about := w.Effect
	if w.Final {
		about.ZH += "不能撤回。"
		about.EN += " It can't be taken back."
	}
	about.EN += " Its inputs and their bounds now are listed by GET /v1/cases/{id}/moves."
	about.ZH += "输入和当前范围见 GET /v1/cases/{id}/moves。"
	return operation{
		id: "move_" + act, method: http.MethodPost, path: "/v1/cases/{id}/moves/" + act, group: "Moves", person: true,
		summary: w.Name, about: about, scopes: acting(), gives: MoveDone{}, takes: moveBody(act, shape), example: shape.Example, refuses: refusalsOf(),
		do: func(v *visit) (answer, error) { return d.move(v, act) },
	}
}

// moveBody is the form every act's body has; inputs are those of GET …/moves.
func moveBody(act string, shape actShape) *huma.Schema {
	return body("", map[string]*huma.Schema{
		"track":      schemaWhole("The track of claims, where the act is listed for several."),
		"obligation": schemaWhole("The obligation, where the act is listed for several."),
		"inputs":     inputSchema(act, shape),
	})
}

func (d *door) listMoves(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Case(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	s := view.Sight
	return answer{version: s.Head.Version, body: MoveList{Case: of.String(), Version: s.Head.Version, At: s.Legal, Moves: movesOf(view)}}, nil
}

// move makes a move. What was sent is read against the inputs the act has now;
// when that fails, or the act is not listed, the core is asked all the same: it
// knows whether this request was done before, and the proper refusal.
func (d *door) move(v *visit, act string) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	sight, err := d.Clerk.Look(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	if err := v.principal.RequireAct(capacityOf(sight.Actor)); err != nil {
		return answer{}, err
	}
	cmd := dispute.Command{Move: act}
	seen, err := seenVersion(v.r, sight.Head.Version)
	if err != nil {
		return answer{}, err
	}
	unread := d.fill(v, sight, &cmd)
	if unread != nil {
		cmd.In = dispute.Answers{{Name: unreadable}}
	}
	res, err := d.Clerk.Move(v, v.who, of, cmd)
	var refusal *dispute.Refusal
	if unread != nil && errors.As(err, &refusal) && refusal.Field != "" {
		return answer{version: res.Version}, unread
	}
	if refusal != nil || errors.As(err, &refusal) {
		return answer{version: res.Version}, d.told(v, of, refusal, seen)
	}
	if err != nil {
		return answer{version: res.Version}, err
	}
	return answer{version: res.Version, replayed: res.Repeated, body: doneOf(res, act)}, nil
}

// seenVersion is the version of the case the person had before him, as the request
// tells it; else the one the door has just looked at.
func seenVersion(r *http.Request, looked uint64) (uint64, error) {
	text := r.Header.Get(seenHeader)
	if text == "" {
		return looked, nil
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimPrefix(text, `W/"`), `"`), 10, 48)
	if err != nil {
		return 0, badParameter(seenHeader)
	}
	return n, nil
}

// seenHeader names the version of the case that the person had before him.
const seenHeader = "Tianping-Seen-Version"

// told makes the problem of a refused act. Where the state of the case is in the way,
// it names what this reader may see of what happened since the version he saw.
func (d *door) told(v *visit, of id.Case, refusal *dispute.Refusal, seen uint64) error {
	p := ofDispute(refusal)
	if p.Status != http.StatusConflict {
		return p
	}
	view, _, err := d.Casebook.Timeline(v, v.who, of, "", sinceLimit)
	if err != nil {
		return err
	}
	for _, e := range view.Timeline {
		if e.Stream == record.Case && e.Seq > seen {
			x := entryOf(view, e)
			p.Since = append(p.Since, Happened{ID: x.ID, At: x.At, Kind: x.Kind, Words: x.Words, By: x.By, You: x.You})
		}
	}
	return p
}

// sinceLimit is how many entries a problem names at most.
const sinceLimit = 20

// unreadable is the name of an input no act has: what a body becomes that does
// not fit, so that the core refuses it whatever the act.
const unreadable = "$unreadable"

func doneOf(res clerk.Result, act string) MoveDone {
	return MoveDone{Case: res.Case.String(), Act: act, Version: res.Version, Hash: hexOf(res.Hash[:])}
}

// capacityOf is what a scope is asked for: a party's, or staff's.
func capacityOf(a dispute.Actor) party.Capacity {
	if a.Side != "" {
		return party.Claimant
	}
	return party.Officer
}

// fill reads the body into the command. An act that is not listed has no inputs to
// read against: then nothing is wrong here and the core refuses.
func (d *door) fill(v *visit, sight clerk.Sight, cmd *dispute.Command) error {
	r := read(v.body)
	cmd.Track, cmd.Duty = r.whole("track", false), r.whole("obligation", false)
	given, _ := r.get("inputs", strict.Object, false)
	if err := r.end(); err != nil {
		return err
	}
	m, ok := listed(sight.Moves, *cmd)
	if !ok {
		return nil
	}
	in, err := inputs(m.Fields, given)
	if err != nil {
		return err
	}
	cmd.In = in
	return d.filesThere(v, sight, m.Fields, in)
}

// listed finds the move a command means: the one on its track and obligation,
// else any of its name (acts of the whole case take every track).
func listed(moves []dispute.Move, cmd dispute.Command) (best dispute.Move, ok bool) {
	for _, m := range moves {
		if m.Name != cmd.Move {
			continue
		}
		exact := (cmd.Track == 0 || m.Track == cmd.Track) && (cmd.Duty == 0 || m.Duty == cmd.Duty)
		if exact {
			return m, true
		}
		if !ok {
			best, ok = m, true
		}
	}
	return best, ok
}

// filesThere holds the digests of inputs against the files that were received.
func (d *door) filesThere(v *visit, sight clerk.Sight, fields []dispute.Field, in dispute.Answers) error {
	for digest, at := range digests(fields, in, "/inputs") {
		if len(digest) != 64 {
			continue // the core says what a digest is
		}
		_, body, err := d.Blobs.Open(v, v.who.Market, sight.World.Case.ID, digest)
		if errors.Is(err, ErrUnknownFile) {
			return request("request/unknown_file").at(at)
		}
		if err != nil {
			return err
		}
		if err := body.Close(); err != nil {
			return err
		}
	}
	return nil
}

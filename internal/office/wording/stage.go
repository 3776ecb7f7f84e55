package wording

import (
	"sync"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// arranged are the words of what procedure files arrange: data, like the files.
//
//nolint:gochecknoglobals // read once, never written to
var arranged = sync.OnceValue(func() rulebookfile.Texts { return document("words/procedures.yaml") })

// document reads a built-in document of words.
func document(file string) rulebookfile.Texts {
	doc, err := rulebook.Files.ReadFile(file)
	if err != nil {
		panic("wording: the built-in words are missing: " + err.Error())
	}
	t, err := rulebookfile.Words(doc)
	if err != nil {
		panic("wording: the built-in words do not read: " + file + ": " + err.Error())
	}
	return t
}

func find(all map[string]rulebookfile.Text, code string) Words {
	if t, ok := all[code]; ok {
		return Words(t)
	}
	return fallback(code)
}

// Stage is the name of a stage.
func Stage(code string) Words { return find(arranged().Stages, code) }

// Obligation is the name of a kind of obligation (履行项): PAY, RETURN, REPLACE, ACT.
func Obligation(kind string) Words { return find(arranged().Obligations, kind) }

// ObligationState is the name of a state of an obligation.
func ObligationState(code string) Words { return find(arranged().States, code) }

// Hold is the name of a hold.
func Hold(code string) Words { return find(arranged().Holds, code) }

// Place is the name of a stage or of a state of an obligation.
func Place(code string) Words {
	if t, ok := arranged().Stages[code]; ok {
		return Words(t)
	}
	return ObligationState(code)
}

// Clock is what a period is called.
func Clock(id string) Words {
	if k, ok := arranged().Clocks[id]; ok {
		return Words(k.Text)
	}
	return fallback(id)
}

// Due says what whom a clock waits for has to do, as a request without a subject:
// 答复请求, answer the claims. A clock without such words is called by its name.
func Due(id string) Words {
	if k, ok := arranged().Clocks[id]; ok && k.Due != (rulebookfile.Text{}) {
		return Words(k.Due)
	}
	return Clock(id)
}

// Then says in one neutral sentence what happens when a clock ends this way. It
// is known for every entry of every built-in file; for any other the sentence is
// put together from where it leads, so that a file of a marketplace has words too.
func Then(clock string, e procedure.Expiry) Words {
	if t, ok := arranged().Clocks[clock].Then[ending(e)]; ok {
		return Words(t)
	}
	if e.To != "" && e.To != "same" {
		to := Place(e.To)
		return Words{ZH: "进入「" + to.ZH + "」。", EN: "Next: " + to.EN + "."}
	}
	return fallback(clock + " " + e.Do)
}

// ending is the key of a way to end: "escalate > EVIDENCE", "> RET_GRACE", "thaw".
func ending(e procedure.Expiry) string {
	switch {
	case e.Do == "" && e.To == "":
		return "end"
	case e.To == "":
		return e.Do
	case e.Do == "":
		return "> " + e.To
	}
	return e.Do + " > " + e.To
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var phases = table{
	"intake":      {"受理", "Intake"},
	"negotiation": {"协商", "Negotiation"},
	"evidence":    {"举证质证", "Evidence"},
	"mediation":   {"调解", "Mediation"},
	"panel":       {"评审", "Panel"},
	"decision":    {"处理决定", "Decision"},
	"appeal":      {"复核", "Review"},
	"performance": {"履行", "Performance"},
	"closed":      {"结案", "Closed"},
}

// Phase is the name of a phase: what rules, pages and figures speak of.
func Phase(code string) Words { return phases.of(code) }

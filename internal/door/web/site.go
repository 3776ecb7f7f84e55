package web

import (
	"crypto/rand"
	"io"
	"log/slog"
	"maps"
	"net/http"

	"github.com/tianping-odr/tianping/internal/door/web/assets"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Site is the web site of one marketplace.
type Site struct {
	Ports
	// Words names the fields and codes of forms; nil takes those of office/wording.
	Words func(text.Lang) form.Words
	// Dice makes keys and reference ids; nil is crypto/rand.
	Dice io.Reader
	// Secure is true behind TLS: cookies are then bound to the host and to TLS.
	Secure bool
	// FileBytes bounds one uploaded file; 0 is 50 MiB.
	FileBytes int64
	Log       *slog.Logger
	// Quiet tells whether the house is being mended, or will be; nil is never.
	Quiet func() Quiet

	texts text.Catalogue
	cross *http.CrossOriginProtection
	lines lines
	// thumbs are small pictures made before.
	thumbs thumbs
}

// Limits of a request. The server itself should also bound headers and time.
const (
	formBytes   = 1 << 20  // a form without files, of a stranger
	ownBytes    = 16 << 20 // of who is signed in: what he pasted comes back to him, however long
	formNames   = 2000     // inputs of a form
	resumeBytes = 64 << 10 // a form kept through a sign-in
	queryBytes  = 4 << 10
	searchRunes = 100
)

// Handler serves the whole site. The site must not be changed afterwards.
func (s *Site) Handler() http.Handler {
	if s.Dice == nil {
		s.Dice = rand.Reader
	}
	if s.Words == nil {
		s.Words = func(l text.Lang) form.Words { return form.OfficeWords{Lang: l} }
	}
	if s.FileBytes == 0 {
		s.FileBytes = 50 << 20
	}
	s.texts = text.Load()
	s.lines.open()
	s.cross = http.NewCrossOriginProtection()
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", assets.Handler())
	for pattern, to := range s.routes() {
		mux.Handle(pattern, s.serve(to))
	}
	return s.guard(mux)
}

// routes is the map of the site: every address with what answers it.
func (s *Site) routes() map[string]route {
	routes := map[string]route{
		"/":          {open: true, answer: s.nothing},
		"GET /{$}":   {open: true, answer: s.start},
		"GET /rules": {open: true, answer: s.rules},
		"GET /menu":  {open: true, answer: s.menu},
		"GET /help":  {open: true, answer: s.help},

		"GET /sign-in":       {open: true, answer: s.signIn},
		"POST /sign-in":      {open: true, answer: s.signInDone},
		"POST /sign-in/code": {open: true, answer: s.secondDone},
		"POST /sign-out":     {open: true, enrols: true, answer: s.signOut},
		"POST /language":     {open: true, enrols: true, answer: s.language},

		"GET /l/{token}":  {open: true, answer: s.link},
		"POST /l/{token}": {open: true, answer: s.linkUsed},

		"GET /orders":                      {answer: s.orders},
		"GET /orders/{order}":              {answer: s.order},
		"GET /orders/{order}/escrow":       {answer: s.escrow},
		"GET /orders/{order}/moves/{act}":  {answer: s.move},
		"POST /orders/{order}/moves/{act}": {answer: s.moveDone, files: true},

		"GET /cases":        {answer: s.cases},
		"GET /cases/{case}": {answer: s.caseRoom},
		"POST /kept":        {answer: s.keep},
		"POST /kept/drop":   {answer: s.keptDrop},

		"GET /cases/{case}/live":               {open: true, stream: true, answer: s.live},
		"GET /payments":                        {answer: s.payments},
		"GET /cases/{case}/intake":             {answer: s.intake},
		"GET /cases/{case}/print":              {answer: s.printCase},
		"GET /cases/{case}/rulings/{no}":       {answer: s.decisionPaper},
		"GET /cases/{case}/settlements/{no}":   {answer: s.settledPaper},
		"GET /cases/{case}/moves/{act}":        {answer: s.move},
		"POST /cases/{case}/moves/{act}":       {answer: s.moveDone, files: true},
		"GET /cases/{case}/proposal":           {answer: s.proposal},
		"GET /cases/{case}/call":               {answer: s.call},
		"POST /cases/{case}/call":              {answer: s.callDone},
		"GET /cases/{case}/exhibits/{no}/file": {answer: s.exhibitFile},

		"GET /file":                            {answer: s.fileChoose},
		"POST /file":                           {answer: s.fileBegin},
		"GET /file/{draft}/{step}":             {answer: s.fileStep},
		"POST /file/{draft}/{step}":            {answer: s.fileSave, files: true},
		"POST /file/{draft}/files/{file}/drop": {answer: s.fileDrop},
		"POST /file/{draft}/protect":           {answer: s.fileProtect},

		"GET /workbench":              {answer: s.workbench},
		"GET /workbench/alerts":       {answer: s.alerts},
		"POST /workbench/take":        {answer: s.take},
		"POST /workbench/next":        {answer: s.nextCase},
		"POST /workbench/seen":        {answer: s.caseSeen},
		"GET /notices":                {answer: s.notices},
		"GET /notices/{notice}":       {answer: s.notice},
		"POST /notices/{notice}/open": {answer: s.noticeOpen},
	}
	s.leaves(routes)
	maps.Copy(routes, s.shopRoutes())
	maps.Copy(routes, s.talkRoutes())
	maps.Copy(routes, s.sentRoutes())
	maps.Copy(routes, s.lockerRoutes())
	if s.Sandbox != nil {
		routes["GET /outgoing"] = route{answer: s.outgoing}
		routes["POST /outgoing"] = route{answer: s.outgoingFail}
		routes["GET /test-clock"] = route{answer: s.testClock}
		routes["POST /test-clock"] = route{answer: s.testClockMove}
	}
	return routes
}

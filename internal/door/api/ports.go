package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/pace"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Errors of the ports; every other error is a fault.
var (
	ErrTooLarge    = errors.New("api: file too large")         // 413
	ErrFileKind    = errors.New("api: kind of file not taken") // 415
	ErrUnknownFile = errors.New("api: no such file")           // 404
)

// Ports is everything the door asks. Clerk, Casebook, Identity, Orders, Blobs and
// Log are needed; a nil Clock or Demo takes their operations away.
type Ports struct {
	Clerk    *clerk.Clerk
	Casebook *casebook.Casebook
	Identity *identity.Desk
	Orders   Orders
	Blobs    Blobs
	Clock    Clock
	Demo     Demo
	// OrderForm is the JSON Schema (2020-12) of an order as Orders reads it, with that of
	// a tracking history under $defs/tracking; nil describes neither.
	OrderForm json.RawMessage
	// Site is the address of the web site, for links; "" where it is not known.
	Site string
	// Market is the marketplace of who comes without a key: who cannot get in. Zero takes
	// recovery away. Lost helps them; nil: nothing is sent.
	Market id.Market
	Lost   *service.Recovery
	// ByKey and ByAddress slow down who asks too fast, by API key and by the network
	// address of the client; nil slows nobody down.
	ByKey, ByAddress *pace.Gate
	// Prove sends a code to a contact of a person (service.Worker.Prove); nil where no
	// channel is configured. ByContact slows down who asks for codes.
	Prove     func(ctx context.Context, m id.Market, who id.Person, contact int, code string) error
	ByContact *pace.Gate
	// ByLook slows down who looks at unmasked data, here and on the pages.
	ByLook *pace.Gate
	// Ready tells whether the process can serve; nil means always.
	Ready func(context.Context) error
	Log   *slog.Logger
}

// Orders reads the JSON form of orders and of tracking (docs/import.md). The bytes
// are clean JSON already: no repeated keys, no broken text.
type Orders interface {
	// Read reads one order or an array of them. told is the legal instant of the
	// telling. An error is a fault; what is wrong with an order stands in it.
	Read(ctx context.Context, market id.Market, told time.Time, raw []byte) ([]ToldOrder, error)
	// Tracking reads one tracking history. parcel is 0 where only a waybill is named.
	Tracking(ctx context.Context, told time.Time, raw []byte) (ToldTracking, error)
}

// ToldOrder is one order as read: good when it has no problems.
type ToldOrder struct {
	Purchase escrow.Purchase
	Problems []OrderProblem
}

// ToldTracking is a tracking history as read: good when it has no problems.
type ToldTracking struct {
	Parcel   int // 0 when the waybill names it
	Carrier  string
	Waybill  string
	Points   []escrow.TrackPoint
	Problems []OrderProblem
}

// OrderProblem is what is wrong with a field of an order, and how to mend it. It
// never holds what stood there.
type OrderProblem struct {
	Code  string // stable, without prefix: "missing", "not_number"
	Path  string // "lines[0].qty"
	Wrong wording.Words
	Mend  wording.Words
}

// Blobs keeps the bytes of exhibits, one copy per case under its SHA-256.
type Blobs interface {
	// Put streams a file in through quarantine. Errors: ErrTooLarge, ErrFileKind.
	Put(ctx context.Context, m id.Market, c id.Case, name string, body io.Reader) (Blob, error)
	// Open gives the bytes. Errors: ErrUnknownFile.
	Open(ctx context.Context, m id.Market, c id.Case, sha256 string) (Blob, io.ReadCloser, error)
}

// Blob is a file that was taken in.
type Blob struct {
	SHA256 string // hex
	Bytes  int64
	Type   string // as sniffed, never as claimed
}

// Clock moves a sandbox's legal time (deadline.Stepper).
type Clock interface {
	Step(ctx context.Context, who clerk.Who, to time.Time, progress func(at time.Time)) (int, error)
}

// Demo lists the accounts of a demonstration.
type Demo interface {
	Accounts(ctx context.Context) ([]DemoAccount, error)
}

// DemoAccount is one account anybody may use. It holds no real secret.
type DemoAccount struct {
	Name     string        `json:"name"`
	Role     wording.Words `json:"role"`
	Login    string        `json:"login"`
	Password string        `json:"password"`
	Key      string        `json:"api_key"`
	Person   id.Person     `json:"person"`
}

package intake

import (
	"iter"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// Settings is what an import assumes where the file says nothing.
type Settings struct {
	Source       string         // code of the system that numbered the orders: "taobao", "shop-a"
	Merchant     id.Merchant    // whose orders these are
	SelfOperated bool           // the marketplace itself sells (自营)
	Custody      escrow.Custody // who holds the money
	Currency     string         // ISO 4217
	Told         time.Time      // legal instant at which the file speaks: nothing in it happened later
}

// Told is one order as a file told it, or what is wrong with it.
type Told struct {
	Lines    []int           // where its rows begin in the file, from 1
	Purchase escrow.Purchase // ids and digests are still empty: the office makes them
	Problems []Problem       // empty: the purchase is good
}

// Orders are the orders of a file one after the other. A Problem as error ends
// the file: what came before it still stands.
type Orders = iter.Seq2[Told, error]

// Limits of what is read. They bound memory and stop mistakes early; a real export
// stays far below.
const (
	MaxRowBytes   = 64 << 10  // one CSV row
	MaxCellRunes  = 4_000     // one CSV cell
	MaxColumns    = 300       // of a CSV
	MaxRows       = 1_000_000 // of a CSV
	MaxOpenRows   = 20_000    // rows waiting for others of their order
	MaxOrderBytes = 256 << 10 // one JSON order
	MaxDepth      = 8         // of JSON
	MaxBad        = 10_000    // bad rows after which an import stops
	MaxLines      = 200       // of one order
	MaxParcels    = 200       // of one order
	MaxPayments   = 50        // of one order
	MaxRefunds    = 200       // of one order
	MaxScans      = 500       // of one parcel
	MaxQty        = 1_000_000 // of one line
)

// Limits of texts, in characters.
const (
	maxCode    = 64
	maxName    = 100
	maxTitle   = 300
	maxAddress = 500
	maxNote    = 2_000
)

package intake

import (
	_ "embed" // the column map shipped
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed taobao.yaml
var taobao string

// TaobaoColumns is the column map shipped, as a file to edit.
func TaobaoColumns() string { return taobao }

// Field is one meaning a column can have.
type Field string

// The meanings. The first six must be in every file.
const (
	number      Field = "number"
	buyer       Field = "buyer"
	paid        Field = "paid"
	status      Field = "status"
	title       Field = "title"
	createdAt   Field = "created_at"
	paidAt      Field = "paid_at"
	name        Field = "name"
	phone       Field = "phone"
	address     Field = "address"
	waybill     Field = "waybill"
	carrier     Field = "carrier"
	goods       Field = "goods"
	freight     Field = "freight"
	total       Field = "total"
	sku         Field = "sku"
	qty         Field = "qty"
	price       Field = "price"
	paymentID   Field = "payment_id"
	note        Field = "note"
	delivery    Field = "delivery"
	shippedAt   Field = "shipped_at"
	confirmedAt Field = "confirmed_at"
	closedAt    Field = "closed_at"
	refund      Field = "refund"
)

func needed() []Field { return []Field{number, buyer, paid, status, title, createdAt} }

func meanings() []Field {
	return append(needed(), paidAt, name, phone, address, waybill, carrier, goods, freight, total, sku, qty, price,
		paymentID, note, delivery, shippedAt, confirmedAt, closedAt, refund)
}

// standing is what a status word of a shop means.
type standing string

const (
	unpaid  standing = "unpaid"
	settled standing = "paid"
	shipped standing = "shipped"
	done    standing = "done"
	closed  standing = "closed"
)

// Columns is a column map: how to read one shop's CSV. taobao.yaml documents each
// part.
type Columns struct {
	Source           string              `yaml:"source"`
	Offset           string              `yaml:"offset"`
	Tender           string              `yaml:"tender"`
	NoReasonDays     int                 `yaml:"no_reason_days"`
	ConfirmAfterDays int                 `yaml:"confirm_after_days"`
	Amounts          string              `yaml:"amounts"`
	Columns          map[Field][]string  `yaml:"columns"`
	Statuses         map[string]standing `yaml:"statuses"`
	Digital          []string            `yaml:"digital"`
	Carriers         map[string]string   `yaml:"carriers"`

	zone *time.Location
}

const maxColumnMap = 64 << 10

// ReadColumns reads a column map, strictly: an unknown name, a repeated one or an
// alias is refused, so that a slip of the pen is not an empty column.
//
// Errors: what is wrong and where, in English.
func ReadColumns(r io.Reader) (Columns, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxColumnMap+1))
	if err != nil {
		return Columns{}, fmt.Errorf("column map: %w", err)
	}
	if len(body) > maxColumnMap {
		return Columns{}, fmt.Errorf("column map: longer than %d bytes", maxColumnMap)
	}
	var tree yaml.Node
	if err := yaml.Unmarshal(body, &tree); err != nil {
		return Columns{}, fmt.Errorf("column map: %w", err)
	}
	if named(&tree) {
		return Columns{}, errors.New("column map: has an anchor or alias (& or *), which are not read")
	}
	var c Columns
	dec := yaml.NewDecoder(strings.NewReader(string(body)))
	dec.KnownFields(true)
	if err := dec.Decode(&c); err != nil {
		return Columns{}, fmt.Errorf("column map: %w", err)
	}
	return c, c.settle()
}

// named tells whether a tree has an anchor or alias anywhere.
func named(n *yaml.Node) bool {
	return n.Anchor != "" || n.Kind == yaml.AliasNode || slices.ContainsFunc(n.Content, named)
}

// settle checks a map and brings its words into the form that files are compared in.
func (c *Columns) settle() error {
	offset, err := time.Parse("-07:00", c.Offset)
	if err != nil {
		return fmt.Errorf("column map: offset %q is not like +08:00", c.Offset)
	}
	c.zone = offset.Location()
	if !sourceShape().fits(c.Source) || !sourceShape().fits(c.Tender) {
		return fmt.Errorf("column map: source and tender must be %s", sourceShape().words)
	}
	if c.NoReasonDays < 0 || c.NoReasonDays > 365 || c.ConfirmAfterDays < 0 || c.ConfirmAfterDays > 365 {
		return errors.New("column map: no_reason_days and confirm_after_days must be 0 – 365")
	}
	if !slices.Contains([]string{"auto", "order", "row"}, c.Amounts) {
		return fmt.Errorf("column map: amounts %q is none of auto, order, row", c.Amounts)
	}
	return errors.Join(c.settleColumns(), c.settleStatuses(), c.settleCarriers())
}

func (c *Columns) settleColumns() error {
	owner := map[string]Field{}
	for field, headings := range c.Columns {
		if !slices.Contains(meanings(), field) {
			return fmt.Errorf("column map: columns: %q is no meaning we know", field)
		}
		for i, heading := range headings {
			headings[i] = plain(heading)
			if other, taken := owner[headings[i]]; taken {
				return fmt.Errorf("column map: heading %q stands under %s and %s", heading, other, field)
			}
			owner[headings[i]] = field
		}
	}
	for _, field := range needed() {
		if len(c.Columns[field]) == 0 {
			return fmt.Errorf("column map: columns: %s must name a heading", field)
		}
	}
	return nil
}

func (c *Columns) settleStatuses() error {
	known := map[string]standing{}
	for word, means := range c.Statuses {
		if !slices.Contains([]standing{unpaid, settled, shipped, done, closed}, means) {
			return fmt.Errorf("column map: statuses: %q is none of unpaid, paid, shipped, done, closed", means)
		}
		known[statusWord(word)] = means
	}
	c.Statuses = known
	for i, word := range c.Digital {
		c.Digital[i] = plain(word)
	}
	return nil
}

func (c *Columns) settleCarriers() error {
	known := map[string]string{}
	for word, code := range c.Carriers {
		if !sourceShape().fits(code) {
			return fmt.Errorf("column map: carriers: code of %q must be %s", word, sourceShape().words)
		}
		known[plain(word)] = code
	}
	c.Carriers = known
	return nil
}

// statusWord is a status without what exports write now one way, now another.
func statusWord(text string) string {
	return strings.NewReplacer("，", ",", " ", "", "\u3000", "").Replace(plain(text))
}

package clerk

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

type timeT = time.Time

// damm is the quasigroup of H. M. Damm's check digit: it finds every single wrong
// digit and every swap of neighbours.
var damm = [10][10]byte{ //nolint:gochecknoglobals // a constant table
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// CheckDigit is the Damm digit of a string of digits; other characters are passed over.
func CheckDigit(digits string) byte {
	var at byte
	for i := range len(digits) {
		if c := digits[i]; c >= '0' && c <= '9' {
			at = damm[at][c-'0']
		}
	}
	return '0' + at
}

// numberOf is the number people see: day of opening, seven digits of the id, a
// check digit: 20260914-0123456-7.
func numberOf(c id.Case, at time.Time) string {
	b := c.Bytes()
	n := binary.BigEndian.Uint64(b[8:]) % 10_000_000
	body := fmt.Sprintf("%s-%07d", at.In(time.FixedZone("CST", 8*3600)).Format("20060102"), n)
	return body + "-" + string(CheckDigit(body))
}

package intake

import "strings"

// waybill reads the waybill of one row. Exports write it bare, or as "No:123;".
// Two in one cell are refused: nothing says which goods lie in which parcel.
func (o *csvOrder) waybill(c *cells) string {
	text, heading := c.cell(waybill)
	var all []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,；，、| \n", r) }) {
		part = strings.TrimPrefix(strings.TrimPrefix(part, "No:"), "No：")
		if part != "" && (len(all) == 0 || all[len(all)-1] != part) {
			all = append(all, part)
		}
	}
	switch {
	case len(all) == 0:
		return ""
	case len(all) > 1:
		c.wrong(heading, SeveralWaybills, "")
	case mangled(all[0]):
		c.wrong(heading, Mangled, "")
	case !waybillShape().fits(all[0]):
		c.wrong(heading, NotFormed, waybillShape().words)
	}
	return all[0]
}

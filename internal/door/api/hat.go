package api

import "github.com/tianping-odr/tianping/internal/office/casebook"

// hat is the parameter by which a member of a merchant asks for his own purchases.
func hat() parameter {
	return parameter{"as", "string", "buyer: what the person bought; merchant: what its merchants sold; agent: where it acts for others. Left out: its merchants' where it is a member of any."}
}

func (v *visit) hat() (casebook.Hat, error) {
	as := casebook.Hat(v.r.URL.Query().Get("as"))
	if !as.Known() {
		return "", badParameter("as")
	}
	return as, nil
}

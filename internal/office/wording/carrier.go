package wording

import "sync"

// hauliers are the names of carriers: data of their own.
//
//nolint:gochecknoglobals // read once, never written to
var hauliers = sync.OnceValue(func() map[string]Words {
	out := map[string]Words{}
	for code, t := range document("words/carriers.yaml").Carriers {
		out[code] = Words(t)
	}
	return out
})

// Carrier is what a carrier is called; of one that has no name here its code.
func Carrier(code string) Words {
	if w, ok := hauliers()[code]; ok {
		return w
	}
	return Words{ZH: code, EN: code}
}

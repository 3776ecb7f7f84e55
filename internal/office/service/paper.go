package service

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// paper is the page staff print or hand over: what the notice is, in which case, and
// how it is opened. It holds no more than the letter, and runs nothing.
//
//nolint:gochecknoglobals // a template, never written to
var paper = template.Must(template.New("paper").Parse(`<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>{{.ZH}}</title>
<style>body{font:12pt/1.7 "Noto Serif CJK SC","Songti SC",serif;color:#000;background:#fff;max-width:17cm;margin:2cm auto}h1{font-size:16pt}code{font:14pt/1.7 monospace;overflow-wrap:anywhere}section+section{border-top:1pt solid #000;margin-top:1cm;padding-top:.6cm}p{white-space:pre-line}@page{margin:2cm}</style></head>
<body>
<section lang="zh"><h1>{{.ZH}}</h1><p>{{.TextZH}}</p><p>请在浏览器中打开下面的地址：</p><p><code>{{.Address}}</code></p><p>只能使用一次，{{.Until}} 前有效。打开即为送达，有关期限从那时开始。</p></section>
<section lang="en"><h1>{{.EN}}</h1><p>{{.TextEN}}</p><p>Open this address in a browser:</p><p><code>{{.Address}}</code></p><p>It works once, until {{.Until}}. Opening it serves the notice, and its periods begin then.</p></section>
</body></html>
`))

// Paper is a notice on paper with a one-time link: a whole HTML page in both
// languages. until is shown in its own zone.
func Paper(c dispute.Case, n dispute.Notice, link string, until time.Time) (string, error) {
	l := compose(errand{kase: c, notice: n})
	var out strings.Builder
	err := paper.Execute(&out, map[string]any{
		"ZH": l.Subject.ZH, "EN": l.Subject.EN, "TextZH": l.Text.ZH, "TextEN": l.Text.EN, "Address": link, "Until": until.Format("2006-01-02 15:04 -07:00"),
	})
	if err != nil {
		return "", fmt.Errorf("service: paper: %w", err)
	}
	return out.String(), nil
}

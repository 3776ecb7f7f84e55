package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/office/wording"
)

// docsStyle is all the styling of the page; the policy of the page names its hash.
const docsStyle = `body{font:16px/1.6 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1b2530;background:#fff}h2{margin-top:2.5rem;border-bottom:1px solid #c9d3dc}article{margin:1.2rem 0}code{background:#f0f3f6;padding:.1rem .3rem;border-radius:4px;overflow-wrap:anywhere}p{margin:.2rem 0}.get{color:#0b6b50}.post{color:#7a4a00}@media (prefers-color-scheme:dark){body{background:#14191f;color:#e3e9ee}code{background:#222b34}.get{color:#6fd3b2}.post{color:#f0c17a}}`

func styleHash() string {
	sum := sha256.Sum256([]byte(docsStyle))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// docsText is the page of operations as a template.
const docsText = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>天平 API · Tianping API</title><style>` + docsStyle + `</style></head><body>
<h1>天平 API · Tianping API</h1>
<p>机器可读的说明：<a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。 <span lang="en">The same for machines: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</span></p>
<p>每个请求带 <code>Authorization: Bearer tp_…</code>；代人行为另加 <code>Tianping-On-Behalf-Of: per_…</code>；每个 POST 带 <code>Idempotency-Key</code>。</p>
<p lang="en">Send <code>Authorization: Bearer tp_…</code> with every request, <code>Tianping-On-Behalf-Of: per_…</code> when acting for somebody, and an <code>Idempotency-Key</code> with every POST.</p>
<nav><ul>{{range .Groups}}<li><a href="#{{.Name}}">{{.Name}}</a></li>{{end}}<li><a href="#problems">问题代码 · Problems</a></li></ul></nav>
{{range .Groups}}<h2 id="{{.Name}}">{{.Name}}</h2>
{{range .Operations}}<article id="{{.ID}}"><h3>{{.Summary.ZH}} · <span lang="en">{{.Summary.EN}}</span></h3>
<p><strong class="{{.Class}}">{{.Method}}</strong> <code>{{.Path}}</code>{{if .Scopes}} · {{range $i, $s := .Scopes}}{{if $i}} / {{end}}<code>{{$s}}</code>{{end}}{{end}}</p>
<p>{{.About.ZH}}</p><p lang="en">{{.About.EN}}</p>
</article>
{{end}}{{end}}<h2 id="problems">问题代码 · Problems</h2>
{{range .Problems}}<p id="problem:{{.Code}}"><code>{{.Code}}</code> {{.Status}} · {{.Texts.Title.ZH}} <span lang="en">{{.Texts.Title.EN}}</span></p>
{{end}}</body></html>
`

type docsGroup struct {
	Name       string
	Operations []docsOperation
}

type docsOperation struct {
	ID, Method, Path, Class string
	Summary, About          wording.Words
	Scopes                  []string
}

// draw makes the page for people: server-made HTML without scripts.
func (d *door) draw() []byte {
	var groups []docsGroup
	for _, o := range d.operations {
		at := slices.IndexFunc(groups, func(g docsGroup) bool { return g.Name == o.group })
		if at < 0 {
			groups, at = append(groups, docsGroup{Name: o.group}), len(groups)
		}
		one := docsOperation{ID: o.id, Method: o.method, Path: o.path, Class: map[string]string{"GET": "get"}[o.method], Summary: o.summary, About: o.about}
		if one.Class == "" {
			one.Class = "post"
		}
		for _, s := range o.scopes {
			one.Scopes = append(one.Scopes, string(s))
		}
		groups[at].Operations = append(groups[at].Operations, one)
	}
	var page bytes.Buffer
	if err := template.Must(template.New("docs").Parse(docsText)).Execute(&page, map[string]any{"Groups": groups, "Problems": allProblems()}); err != nil {
		panic("api: the page of operations does not draw: " + err.Error())
	}
	return page.Bytes()
}

// allProblems are every problem there is, by code.
func allProblems() []*Problem {
	all := map[string]*Problem{}
	for code := range requestProblems {
		all[code] = request(code)
	}
	for _, p := range refusals() {
		all[p.Code] = p
	}
	var out []*Problem
	for _, code := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[code])
	}
	return out
}

package web

import (
	"html/template"
	"strings"

	"jikenbo"
)

// shapes are the drawings of tags, in a square of ten: one for each family of
// incident types, circles for leakage, and hatching for what is not stated.
// They are ink; the word stands beside them.
var shapes = map[string]string{
	"intrusion": `<path d="M5 .8 9.8 9.2H.2z"/>`,
	"accounts":  `<path d="M5 .2 9.8 5 5 9.8.2 5z"/>`,
	"program":   `<path d="M5 .3 9.2 2.6v4.8L5 9.7.8 7.4V2.6z"/>`,
	"deception": `<path d="M.6.6h8.8L.6 9.4z"/><path d="M.6.6h8.8v8.8H.6z" fill="none" stroke="currentColor"/>`,
	"handling":  `<path d="M1 1h8v8H1z" fill="none" stroke="currentColor" stroke-width="1.4"/>`,
	"taking":    `<path d="M5 9.2.2.8h9.6z"/>`,
	"dos":       `<path d="m1.2 1.2 7.6 7.6m0-7.6L1.2 8.8" fill="none" stroke="currentColor" stroke-width="1.8"/>`,
	"supplier":  `<path d="M1.5.8v5.4h6.8M5.8 3.4l2.8 2.8L5.8 9" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
	"confirmed": `<circle cx="5" cy="5" r="4.5"/>`,
	"possible":  `<path d="M5 .5a4.5 4.5 0 0 0 0 9z"/><circle cx="5" cy="5" r="4.1" fill="none" stroke="currentColor"/>`,
	"none":      `<circle cx="5" cy="5" r="4.1" fill="none" stroke="currentColor"/>`,
	"unstated":  `<path d="M.5.5h9v9h-9zM.5 4 4 .5M.5 7.5l7-7M2 9.5 9.5 2m-4 7.5 4-4" fill="none" stroke="currentColor" stroke-width=".9"/>`,
}

func init() {
	for name, drawing := range shapes {
		shapes[name] = `<svg class="shape" viewBox="0 0 10 10" aria-hidden="true">` + drawing + `</svg>`
	}
}

// families are the shapes of the incident types.
var families = map[jikenbo.Type]string{
	"unauthorized-access": "intrusion", "vulnerability-exploit": "intrusion", "web-skimming": "intrusion", "defacement": "intrusion",
	"credential-stuffing": "accounts", "account-takeover": "accounts",
	"ransomware": "program", "malware": "program",
	"phishing": "deception", "support-scam": "deception", "impersonation": "deception",
	"misconfiguration": "handling", "mis-sending": "handling", "mis-publication": "handling", "loss": "handling",
	"insider-misuse": "taking", "theft": "taking",
	"dos":             "dos",
	"supplier-breach": "supplier",
}

// shapeOf gives the drawing of an incident type, or of what is said of leakage.
func shapeOf(code string) string {
	if family, ok := families[jikenbo.Type(code)]; ok {
		code = family
	}
	return shapes[code]
}

// Types draws and names incident types, where it happened at a supplier last.
func (p *page) Types(types []jikenbo.Type) template.HTML {
	var b htmlBuffer
	for _, last := range []bool{false, true} {
		for _, t := range types {
			if (t == "supplier-breach") == last {
				b.tag(string(t), jikenbo.TaxonomyOf("type").Label(string(t), p.Lang))
			}
		}
	}
	if len(types) == 0 {
		b.tag("unstated", p.T("記載なし", "not stated"))
	}
	return b.take()
}

// Leak draws and words what is said of leakage.
func (p *page) Leak(leak jikenbo.Leak) template.HTML {
	var b htmlBuffer
	if leak == "" {
		leak = jikenbo.LeakUnstated
	}
	b.tag(string(leak), p.Label("leak", leak))
	return b.take()
}

// Shape gives the drawing alone.
func (p *page) Shape(code string) template.HTML {
	return template.HTML(shapeOf(code)) //nolint:gosec // one of shapes
}

func (h *htmlBuffer) tag(code, words string) {
	h.raw(`<span class="tag">`)
	h.raw(shapeOf(code))
	h.text(words)
	h.raw(`</span> `)
}

// fieldOf gives the field that a JSON Pointer points into.
func fieldOf(pointer string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return name
}

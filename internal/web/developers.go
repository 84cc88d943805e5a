package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/search"
)

// developersPage is what /developers shows: the API as its document describes
// it, with examples from this casebook.
type developersPage struct {
	Address string // of the API
	Groups  []apiGroup
	Case    string // JSON of an example, shortened; "" for an empty casebook
	Problem string
	Same    []shellLine // asking again, feeds and exports
	Columns []apiColumn
	Rows    int // a feed holds at most
	Pages   int // a page of a list holds at most
	AtOnce  int
}

type apiGroup struct {
	Tag        string
	Name       string
	Operations []apiOperation
}

type apiOperation struct {
	ID, Path, Summary, Description string
	Parameters                     []apiParameter
	Searches                       bool // it takes the parameters of a search
	Example                        shellLine
}

type apiParameter struct {
	Name, Type, Meaning string
	Required            bool
}

type apiColumn struct{ Name, Meaning string }

// shellLine is a line that can be pasted into a shell.
type shellLine struct{ Label, Line string }

// apiGroups name the groups of the API.
var apiGroups = []struct {
	tag  string
	name said
}{
	{"cases", said{"事件", "Cases"}},
	{"search", said{"探す・数える", "Searching and counting"}},
	{"notices", said{"公表文", "Notices"}},
	{"vocabulary", said{"符号と形", "Codes and form"}},
}

// parameterMeanings say in Japanese what parameters that are no facets mean; in
// English the document does.
var parameterMeanings = map[string]string{
	"number": "事件の番号。", "sha256": "公表文のバイト列の SHA-256（小文字の十六進数）。", "entry": "公表文の中の位置。1から。",
	"as_of":  "日付（YYYY-MM-DD）。その日の終わりに知られていた姿を、改訂なしで返します。最初の公表文より前なら404。",
	"cursor": "前のページの next。", "limit": "一度に返す数の上限。", "since": "変更の番号、または日付か時刻（その日からの変更。日は日本の0時に始まります）。なければすべて。",
	"kind": "記事の種別。", "count": "数える絞り込み。all ですべて。", "q": "検索の言葉。言葉、「句」、OR、NOT、括弧、org: や count>1000 などの項目。どんな文字列でもかまいません。",
	"sort": "並べ方。なければ公表日の新しい順。", "unit": "least と most の単位。", "least": "件数の下限（半桁の刻み）。", "most": "件数の上限（半桁の刻み）。",
	"name": "名前。法人格や全角・半角は区別しません。",
}

// developers shows how programs read the casebook.
func (s *Server) developers(w http.ResponseWriter, r *http.Request) error {
	p := s.newPage(r, "API とデータ", "API and data")
	d := &developersPage{Address: s.address(r, apiPath), Rows: feedEntries, Pages: 200, AtOnce: apiAtOnce}
	found, err := s.find(r.Context(), casebook.Search{Limit: 1})
	if err != nil {
		return err
	}
	values := map[string]string{"number": "2023-009", "sha256": strings.Repeat("0", 64), "entry": "1", "name": "x"}
	if len(found.Hits) > 0 {
		hit := &found.Hits[0]
		values["number"], values["sha256"], values["entry"] = hit.Number.String(), hit.Ref.Notice, fmt.Sprint(hit.Ref.Entry)
		if d.Case, err = shortCase(hit); err != nil {
			return err
		}
	}
	suppliers, err := s.find(r.Context(), casebook.Search{Count: []string{"supplier"}, Limit: 1})
	if err != nil {
		return err
	}
	for _, f := range suppliers.Facets {
		if len(f.Values) > 0 {
			values["name"] = f.Values[0].Value
		}
	}
	for _, g := range apiGroups {
		group := apiGroup{Tag: g.tag, Name: g.name.in(p.Lang)}
		for _, o := range s.api.all {
			if o.tag != g.tag {
				continue
			}
			shown := apiOperation{ID: o.id, Path: apiPath + o.path, Summary: o.summary.in(p.Lang), Description: o.description.in(p.Lang)}
			// What takes a search has its parameters, which are told once.
			shown.Searches = o.id == "statistics" || o.id == "list-suppliers"
			for _, param := range s.api.huma.OpenAPI().Paths[apiPath+o.path].Get.Parameters {
				if !shown.Searches {
					shown.Parameters = append(shown.Parameters, p.parameter(param))
				}
			}
			shown.Example = shellLine{Line: curl(s.address(r, "")+exampleAddress(apiPath+o.path, values), o.id)}
			group.Operations = append(group.Operations, shown)
		}
		d.Groups = append(d.Groups, group)
	}
	problem, err := json.MarshalIndent(problemOf(r, refusalOf(jikenbo.ErrNotFound)), "", "  ")
	if err != nil {
		return err
	}
	d.Problem = string(problem)
	one := s.address(r, apiPath+"/cases/"+values["number"])
	asked := s.address(r, "")
	d.Same = []shellLine{
		{p.T("変わっていなければ本文なしの 304 が返ります", "Unchanged, it is a 304 without a body"),
			fmt.Sprintf(`curl -sI '%s' | grep -i etag`, one) + "\n" + fmt.Sprintf(`curl -s -o /dev/null -w '%%{http_code}\n' -H 'If-None-Match: "…"' '%s'`, one)},
		{p.T("検索の結果を CSV で（Excel でそのまま開けます）", "What a search finds as CSV, which Excel opens"), fmt.Sprintf(`curl -s -o cases.csv '%s/cases.csv?type=ransomware'`, asked)},
		{p.T("同じものを JSON で", "The same as JSON"), fmt.Sprintf(`curl -s '%s/cases.json?type=ransomware'`, asked)},
		{p.T("検索を Atom で購読する（JSON Feed は /feed.json）", "Follow a search by Atom; /feed.json is JSON Feed"), fmt.Sprintf(`curl -s '%s/feed.atom?q=%s'`, asked, url.QueryEscape("ランサムウェア"))},
	}
	for _, c := range columns {
		d.Columns = append(d.Columns, apiColumn{c.name, p.T(c.ja, c.en)})
	}
	p.Data = d
	return s.render(w, r, http.StatusOK, "developers", p)
}

// exampleAddress fills the parameters of a path with values of this casebook.
func exampleAddress(path string, values map[string]string) string {
	for name, value := range values {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	return path
}

// curl is the line that asks for an address.
func curl(address, operation string) string {
	switch operation {
	case "search":
		address += "?type=ransomware&count=year"
	case "list-cases", "list-notices", "list-entries":
		address += "?limit=2"
	case "statistics", "list-suppliers":
		address += "?year=2023"
	case "changes":
		address += "?since=2023-01-01"
	case "notice-bytes":
		return fmt.Sprintf(`curl -s -OJ '%s'`, address)
	}
	return fmt.Sprintf(`curl -s '%s'`, address)
}

// parameter describes a parameter in the language of the page.
func (p *page) parameter(param *huma.Param) apiParameter {
	out := apiParameter{Name: param.Name, Meaning: param.Description, Required: param.Required}
	schema := param.Schema
	if p.Lang == "ja" {
		switch meaning, known := parameterMeanings[param.Name]; {
		case search.IsFacet(param.Name) && (param.Name != "kind" || schema.Type == huma.TypeArray):
			out.Meaning = p.facetLabel(param.Name)
		case known:
			out.Meaning = meaning
		}
	}
	switch {
	case schema.Type == huma.TypeArray:
		out.Type = p.T("文字列（繰り返せます）", "text, may be repeated")
	case len(schema.Enum) > 0:
		var all []string
		for _, v := range schema.Enum {
			all = append(all, fmt.Sprint(v))
		}
		out.Type = strings.Join(all, " | ")
	case schema.Type == huma.TypeInteger:
		out.Type = p.T("整数", "integer")
		if schema.Minimum != nil && schema.Maximum != nil {
			out.Type = fmt.Sprintf("%.0f–%.0f", *schema.Minimum, *schema.Maximum)
		}
		if schema.Default != nil {
			out.Type += p.T("、なければ %v", ", else %v", schema.Default)
		}
	default:
		out.Type = p.T("文字列", "text")
	}
	return out
}

// shortCase is the beginning of what the API says of a case.
func shortCase(h *casebook.Hit) (string, error) {
	c := h.Case
	c.Timeline, c.Responses, c.Contacts, c.Reports, c.Services, c.Windows, c.ItemsExcluded = nil, nil, nil, nil, nil, nil, nil
	c.Affected = c.Affected[:min(len(c.Affected), 1)]
	c.Checks = nil
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Number jikenbo.Number `json:"number"`
		Status jikenbo.Status `json:"status"`
		Case   jikenbo.Case   `json:"case"`
	}{h.Number, h.Status, c})
	return strings.TrimSuffix(out.String(), "\n}\n") + ",\n  …\n}", err
}

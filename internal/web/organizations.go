package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
	"jikenbo/internal/identity"
)

// organizationRoutes are the addresses of organizations.
func (s *Server) organizationRoutes() {
	s.page("GET /organizations/{name}", s.organizationPage)
}

// organizationAddress is the page of an organization.
func organizationAddress(name string) string {
	// A name of dots alone would be taken for a step in the path.
	return "/organizations/" + strings.ReplaceAll(url.PathEscape(name), ".", "%2E")
}

// organizationFacts are the facts of a record of one kind.
type organizationFacts struct {
	Label string
	Facts []organizationFact
}

type organizationFact struct {
	identity.Fact
	Meaning string // of a code
	When    string
	Href    string // of the source, "" where that is no address
}

// unsureName is a name that may be of the organization.
type unsureName struct {
	identity.Unsure
	Href, Reason string
}

// organizationPage shows the record of an organization. Whatever name of it is
// asked for leads to the one it goes by.
func (s *Server) organizationPage(w http.ResponseWriter, r *http.Request) error {
	asked := feed.OneLine(r.PathValue("name"))
	if asked == "" || len(asked) > valueBytes {
		return jikenbo.ErrNotFound
	}
	o, err := s.book.Organization(r.Context(), asked)
	if errors.Is(err, jikenbo.ErrNotFound) {
		p := s.newPage(r, "この名前の組織は事件簿にありません", "The casebook has no organization of this name")
		p.Error, p.Query = true, asked
		p.Data = &link{"/?" + url.Values{"q": {p.Query}}.Encode(), p.T("「%s」を事件簿で探す", "Search the casebook for “%s”", p.Query)}
		w.Header().Set("Cache-Control", "no-store")
		return s.render(w, r, http.StatusNotFound, "error", p)
	}
	if err != nil {
		return err
	}
	p := s.newPage(r, "", "")
	var data struct {
		*casebook.Organization
		Facts    []organizationFacts
		Unsures  []unsureName
		Unknown  bool // no one organization has the name
		Supplier string
	}
	data.Organization, data.Unknown = o, o.IsZero()
	p.Title = feed.OneLine(o.Name)
	for _, of := range []struct {
		ja, en string
		facts  []identity.Fact
	}{
		{"旧名", "Former names", o.Former}, {"略称", "Short names", o.Short}, {"英文名など", "English names", o.English},
		{"店舗・サイト", "Shops and sites", o.Shops}, {"ほかの名前", "Other names", o.Others}, {"グループ", "Groups", o.Groups}, {"傘下", "Members", o.Members},
		{"法人番号", "Corporate number", o.Numbers}, {"証券コード", "Securities code", o.Codes}, {"業種", "Sector", o.Sectors},
	} {
		kind := organizationFacts{Label: p.T(of.ja, of.en)}
		for _, f := range of.facts {
			fact := organizationFact{Fact: f, Meaning: identity.Sector(f.Value).Label(p.Lang)}
			switch {
			case f.From.IsZero():
			case of.en == "Former names":
				fact.When = p.T("%sまで", "until %s", f.From.String())
			default:
				fact.When = p.T("%sから", "from %s", f.From.String())
			}
			if u, err := url.Parse(f.Source); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
				fact.Href = u.String()
			}
			kind.Facts = append(kind.Facts, fact)
		}
		if len(kind.Facts) > 0 {
			data.Facts = append(data.Facts, kind)
		}
	}
	for _, u := range o.Unsure {
		data.Unsures = append(data.Unsures, unsureName{u, organizationAddress(u.Name), u.Why.Words(p.Lang)})
	}
	for _, c := range o.Cases {
		for _, role := range c.Roles {
			if role == casebook.AsSupplier || role == casebook.AsInferred {
				data.Supplier = supplierAddress(o.Name)
			}
		}
	}
	p.Data = data
	return s.render(w, r, http.StatusOK, "organization", p)
}

// Standing words what an organization has to do with a case.
func (p *page) Standing(s casebook.Standing) string {
	switch s {
	case casebook.AsPublisher:
		return p.T("公表者", "publisher")
	case casebook.AsInferred:
		return p.T("委託先（推定）", "supplier, inferred")
	case casebook.AsSupplier:
		return p.T("委託先", "supplier")
	case casebook.AsGroup:
		return p.T("グループ", "group")
	}
	return p.T("言及", "named")
}

type organizationInput struct {
	Name string `path:"name" maxLength:"300" doc:"A name of it; spelling, legal form and former names make no difference."`
}

func (a *api) oneOrganization(ctx context.Context, in *organizationInput) (*answer[casebook.Organization], error) {
	o, err := a.server.book.Organization(ctx, in.Name)
	if err != nil {
		return nil, err
	}
	o.Cases = list(o.Cases)
	return &answer[casebook.Organization]{Body: *o}, nil
}

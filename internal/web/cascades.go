package web

import (
	"context"
	"html/template"

	"jikenbo"
	"jikenbo/internal/feed"
)

// cascadeLink leads from the page of a case to an incident at a supplier that
// it is of.
type cascadeLink struct {
	Supplier string
	Href     string
	Case     jikenbo.Number
	Inferred bool
	Own      bool // it is the incident of this very case
	Victims  []cascadeVictim
	More     int
}

type cascadeVictim struct {
	Number  jikenbo.Number
	Name    string
	Date    string
	Figures template.HTML
}

// victimsLinked are those that the page of a case names.
const victimsLinked = 50

// cascadeLinks gives the incidents at suppliers that a case is of, and whom
// its own reached.
func (s *Server) cascadeLinks(ctx context.Context, p *page, n jikenbo.Number) ([]cascadeLink, error) {
	cascades, err := s.book.CascadeOf(ctx, n)
	if err != nil {
		return nil, err
	}
	var links []cascadeLink
	for i := range cascades {
		c := &cascades[i]
		if c.Case == (jikenbo.Number{}) {
			continue
		}
		l := cascadeLink{
			Supplier: feed.OneLine(c.Supplier), Href: supplierAddress(c.Supplier) + "#c" + c.Case.String(), Case: c.Case, Inferred: c.Inferred, Own: c.Case == n,
		}
		for j := range c.Victims[:min(len(c.Victims), victimsLinked)] {
			v := &c.Victims[j]
			if v.Number != n {
				l.Victims = append(l.Victims, cascadeVictim{v.Number, feed.OneLine(v.Case.Organization), v.Case.FirstPublished().String(), p.MainFigures(&v.Case)})
			}
		}
		l.More = len(c.Victims) - min(len(c.Victims), victimsLinked)
		links = append(links, l)
	}
	return links, nil
}

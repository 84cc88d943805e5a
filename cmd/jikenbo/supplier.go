package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/casebook"
	"jikenbo/internal/identity"
)

var supplierHelp = help{
	short: message{"委託先の事件と、それが及んだ事件を見る", "Show a supplier's incidents and whom they reached"},
	long: message{`
委託先や利用サービスの名前を挙げた事件を、その委託先で起きた事件ごとにまとめて（波及）見ます:
挙げた組織と言葉、製品、委託先自身の公表、件数のまとめ。法人格、全角と半角、表記の揺れは
問いません。製品やサービスの名前なら、それを挙げた事件の委託先を見ます。当てはまる名前が複数
あれば、挙げます。

委託先自身の公表がなくても、二つ以上の組織が挙げていれば、その事件には [推定] の印を付けた番号が
あります。件数は単位ごとに並べ、重なりうるものは理由を示して足しません。複数の組織の人数の和は
延べです（同じ人が複数の組織の顧客でありえます）。

--watch は、ウォッチリストにある組織の事件がどの委託先を挙げたかを、委託先ごとに並べます。`, `
Show the cases that name a supplier or a service, by the incidents there that they
tell of (cascades): who names it in which words, products, its own notice, and the
figures together. Legal form, width and spelling make no difference. The name of a
product or service stands for the supplier in the cases that name it. If the name
fits several suppliers they are offered.

Where two organizations or more name it, the incident has a number even though the
supplier published nothing; it is marked [inferred] then. Figures stand side by side
by unit; what may overlap is not added, and why is said. A sum of people over
several organizations is gross, for one person may be the customer of several.

--watch lists, by supplier, the organizations on the watchlists whose cases name it.`},
	example: message{`
  jikenbo supplier 株式会社ショーケース
  jikenbo supplier ショーケース --json | jq '.figures[].sum'
  jikenbo supplier --watch watch.yaml       ウォッチリストの組織に及んだ委託先`, `
  jikenbo supplier 株式会社ショーケース
  jikenbo supplier ショーケース --json | jq '.figures[].sum'
  jikenbo supplier --watch watch.yaml       suppliers that reached watched organizations`},
}

func (a *app) supplierCommand() *cobra.Command {
	var asJSON bool
	var config string
	cmd := a.command("supplier [--json] NAME | --watch FILE", supplierHelp)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if config != "" {
			return a.exactly(0)(cmd, args)
		}
		if len(args) == 0 {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mNoSupplier))}
		}
		return nil
	}
	flags := cmd.Flags()
	flags.BoolVar(&asJSON, "json", false, a.lang.text(mFlagSupplierJSON))
	flags.StringVar(&config, "watch", "", a.lang.text(mFlagWatched))
	cmd.ValidArgsFunction = a.completeSupplier
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if config != "" {
			return a.runWatchedSuppliers(cmd.Context(), config, asJSON)
		}
		return a.runSupplier(cmd.Context(), strings.Join(args, " "), asJSON)
	}
	return cmd
}

// completeSupplier offers the suppliers of most cases to the shell.
func (a *app) completeSupplier(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	book, err := a.openBook(cmd.Context(), true)
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer book.Close()
	named, err := book.Suppliers(cmd.Context(), "")
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var offers []cobra.Completion
	for _, n := range named.Names {
		offers = append(offers, clean(n.Name))
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) runSupplier(ctx context.Context, name string, asJSON bool) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	cascades, err := book.Cascades(ctx, name)
	if err != nil {
		return err
	}
	if len(cascades) == 0 {
		named, err := book.Suppliers(ctx, name)
		if err != nil {
			return err
		}
		if len(named.Names) != 1 {
			return a.offerSuppliers(name, named.Names)
		}
		if cascades, err = book.Cascades(ctx, named.Names[0].Name); err != nil {
			return err
		}
	}
	p := newPrinter(a.stdout, a.env)
	for i := range cascades {
		if asJSON {
			if err := writeJSON(p.w, &cascades[i]); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			p.blank()
		}
		a.cascade(p, &cascades[i])
	}
	return p.flush()
}

// offerSuppliers tells which suppliers a name may mean.
func (a *app) offerSuppliers(name string, names []casebook.Named) error {
	if len(names) == 0 {
		return fmt.Errorf("%s: %w", name, jikenbo.ErrNotFound)
	}
	a.complain(errors.New(a.lang.text(mSuppliersLike, name, len(names))))
	p := newPrinter(a.stderr, a.env)
	for _, n := range names {
		p.line(4, piece{strong, "  " + n.Name}, piece{faint, "  " + a.lang.text(mCasesOf, n.Cases)})
	}
	if err := p.flush(); err != nil {
		return err
	}
	return errReported
}

// cascadeHead is what a cascade is called: its number, when it was, whom it reached.
func (a *app) cascadeHead(c *casebook.Cascade) []piece {
	l := a.lang
	pieces := []piece{{strong, c.Supplier}}
	if c.Case != (jikenbo.Number{}) {
		pieces = append(pieces, piece{strong, "  #" + c.Case.String()})
	}
	if c.Inferred {
		pieces = append(pieces, piece{strong, " [" + l.text(mInferred) + "]"})
	}
	if !c.From.IsZero() {
		days := c.From.String()
		if c.To != c.From && !c.To.IsZero() {
			days += " → " + c.To.String()
		}
		pieces = append(pieces, piece{plain, "  " + days})
	}
	return append(pieces, piece{faint, "  " + l.text(mReached, len(c.Victims))})
}

// cascade prints an incident at a supplier.
func (a *app) cascade(p *printer, c *casebook.Cascade) {
	l := a.lang
	p.line(4, a.cascadeHead(c)...)
	if len(c.Names) > 1 {
		p.line(4, piece{faint, "  " + l.text(mAlsoWritten)}, piece{plain, strings.Join(c.Names[1:], l.comma())})
	}
	if len(c.Products) > 0 {
		p.line(4, piece{faint, "  " + l.text(mProducts)}, piece{plain, strings.Join(c.Products, l.comma())})
	}
	if c.Own == nil {
		p.line(4, piece{faint, "  " + l.text(mNoOwnNotice)})
	} else {
		a.reached(p, c.Own, l.text(mOwnNotice))
	}
	for i := range c.Victims {
		a.reached(p, &c.Victims[i], "")
	}
	if len(c.Figures) > 0 {
		p.line(4, piece{strong, "  " + l.text(mFiguresTogether)})
	}
	for i := range c.Figures {
		a.rolledUp(p, &c.Figures[i])
	}
	if c.Unstated > 0 {
		p.line(4, piece{plain, "    " + l.text(mNoFigure, c.Unstated)})
	}
}

// reached prints a case of a cascade.
func (a *app) reached(p *printer, r *casebook.Reached, mark string) {
	l := a.lang
	var figures []string
	for _, f := range r.Case.Affected {
		if f.Role == jikenbo.Total {
			figures = append(figures, f.Words(string(l)))
		}
	}
	date := pad(r.Case.FirstPublished().String(), 10)
	pieces := []piece{{plain, "  " + date + "  "}, {strong, pad("#"+r.Number.String(), 9) + "  "}, {plain, r.Case.Organization}}
	if mark != "" {
		pieces = append(pieces, piece{strong, " [" + mark + "]"})
	}
	if len(figures) > 0 {
		pieces = append(pieces, piece{plain, "  " + strings.Join(figures, l.comma())})
	}
	p.line(25, pieces...)
	seen := make(map[string]bool)
	for _, s := range r.Spans {
		if !seen[s.Quote] {
			p.line(27, piece{quoted, strings.Repeat(" ", 25) + "「" + s.Quote + "」"})
		}
		seen[s.Quote] = true
	}
}

// rolledUp prints the figures of one unit, with their sum and what is not added.
func (a *app) rolledUp(p *printer, r *assemble.RolledUp) {
	l := a.lang
	unit := jikenbo.UnitLabel(r.Unit, string(l))
	if r.Population != "" {
		unit = r.Population
	}
	list := func(figures []assemble.Figure) string {
		var all []string
		for _, f := range figures {
			s := f.Stated.Words(string(l))
			if f.Stated.Role == jikenbo.Part {
				s += " (" + l.label("role", string(f.Stated.Role)) + ")"
			}
			all = append(all, s+" #"+f.Number.String())
		}
		return strings.Join(all, l.comma())
	}
	p.line(6, piece{plain, "    " + unit})
	row := func(label message, text string, s style) {
		p.line(8, piece{faint, "      " + l.text(label) + ": "}, piece{s, text})
	}
	if len(r.Supplier) > 0 {
		row(mSupplierSays, list(r.Supplier), plain)
	}
	if len(r.Victims) > 0 {
		row(mVictimsSay, list(r.Victims), plain)
	}
	if s := r.Sum; s != nil {
		text := jikenbo.Affected{Count: s.Count, Unit: jikenbo.UnitLabel(r.Unit, string(l)), Bound: s.Bound}.Words(string(l))
		if s.Gross {
			text = l.text(mGross, text)
		}
		row(mSumOf, l.text(mSum, text, len(s.Victims)), strong)
	}
	for _, x := range r.Refused {
		text := x.Words(string(l))
		if len(x.Figures) > 0 {
			text = list(x.Figures) + ": " + text
		}
		row(mNotAdded, text, plain)
	}
	if r.Unstated > 0 {
		row(mNoFigureOfUnit, fmt.Sprint(r.Unstated), plain)
	}
}

// watchedSupplier is a supplier that a watchlist concerns.
type watchedSupplier struct {
	Supplier      string                `json:"supplier"`
	Watchlists    []string              `json:"watchlists,omitempty"` // that watch for the supplier itself
	Organizations []watchedOrganization `json:"organizations,omitempty"`
	Cases         int                   `json:"cases"` // that name it, of whatever organization

	key   string
	names map[string]int
}

// watchedOrganization is a case of an organization on a watchlist.
type watchedOrganization struct {
	Number       jikenbo.Number `json:"number"`
	Organization string         `json:"organization"`
	Published    jikenbo.Date   `json:"published,omitzero"`
	Name         string         `json:"name"` // of the supplier, as the case has it
	Watchlists   []string       `json:"watchlists"`
}

// runWatchedSuppliers lists the suppliers that reached watched organizations,
// and those that are watched themselves.
func (a *app) runWatchedSuppliers(ctx context.Context, path string, asJSON bool) error {
	config, err := a.watchConfig(path)
	if err != nil {
		return err
	}
	rules, err := config.Rules()
	if err != nil {
		return err
	}
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	suppliers := make(map[string]*watchedSupplier)
	for s, err := range book.Victims(ctx) {
		if err != nil {
			return err
		}
		lists := rules.Organization(s.Case.Organization)
		for _, name := range s.Case.Suppliers {
			key := identity.Default().Key(name)
			w := suppliers[key]
			if w == nil {
				w = &watchedSupplier{key: key, names: make(map[string]int)}
				suppliers[key] = w
			}
			w.Cases++
			w.names[name]++
			for _, list := range rules.Supplier(name) {
				if !slices.Contains(w.Watchlists, list) {
					w.Watchlists = append(w.Watchlists, list)
				}
			}
			if len(lists) > 0 {
				w.Organizations = append(w.Organizations, watchedOrganization{s.Number, s.Case.Organization, s.Case.FirstPublished(), name, lists})
			}
		}
	}
	maps.DeleteFunc(suppliers, func(_ string, w *watchedSupplier) bool { return len(w.Watchlists)+len(w.Organizations) == 0 })
	all := slices.SortedFunc(maps.Values(suppliers), func(x, y *watchedSupplier) int {
		return cmp.Or(len(y.Organizations)-len(x.Organizations), y.Cases-x.Cases, strings.Compare(x.key, y.key))
	})
	p := newPrinter(a.stdout, a.env)
	for _, w := range all {
		w.Supplier = slices.MaxFunc(slices.Sorted(maps.Keys(w.names)), func(x, y string) int {
			return cmp.Or(w.names[x]-w.names[y], len(x)-len(y))
		})
		if asJSON {
			if err := writeJSON(p.w, w); err != nil {
				return err
			}
			continue
		}
		a.watchedSupplier(p, w)
	}
	if err := p.flush(); err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(a.stderr, a.lang.text(mNoWatchedSupplier))
	}
	return nil
}

func (a *app) watchedSupplier(p *printer, w *watchedSupplier) {
	l := a.lang
	pieces := []piece{{strong, w.Supplier}, {faint, "  " + l.text(mWatchedOf, len(w.Organizations), w.Cases)}}
	if len(w.Watchlists) > 0 {
		pieces = append(pieces, piece{plain, "  " + l.text(mWatchedItself, strings.Join(w.Watchlists, l.comma()))})
	}
	p.line(4, pieces...)
	for _, o := range w.Organizations {
		p.line(6, piece{plain, "  " + pad(o.Published.String(), 10) + "  "}, piece{strong, "#" + o.Number.String() + "  "}, piece{plain, o.Organization},
			piece{faint, "  [" + strings.Join(o.Watchlists, l.comma()) + "]"}, piece{quoted, "  「" + o.Name + "」"})
	}
}

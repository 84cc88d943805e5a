package casebook

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jikenbo"
)

// Edit is what a person decides about one fact of a case.
//
// Old and New have the Go type that [jikenbo.ParseValue] gives for the field.
// Members of a list are meant by their value, for their places shift. A value
// that follows from an absence, such as a leak of unstated, counts as no value.
type Edit struct {
	Field string         // the JSON name of the field
	Old   any            // the fact as the person saw it; nil adds one
	New   any            // what it is to be; nil takes it away, Old again accepts it
	Spans []jikenbo.Span // the words that state New, by Notice, Start and End; none: the words that state Old
}

// StaleError says that another person changed the very fact of an [Edit]. It
// wraps [ErrStale].
type StaleError struct {
	Field string
	Value any              // the fact now; nil if it was taken away
	Spans []jikenbo.Span   // the words that state it now
	By    jikenbo.Revision // that changed it last
}

// Error says who changed what.
func (e *StaleError) Error() string {
	return fmt.Sprintf("%v: %s was changed by %s (revision %d); look at it and decide again", ErrStale, e.Field, e.By.Who, e.By.N)
}

// Unwrap gives [ErrStale].
func (e *StaleError) Unwrap() error { return ErrStale }

// Errors of an [Edit], whoever makes it.
var (
	// ErrEdit: the value or its words are not valid.
	ErrEdit = errors.New("it cannot be changed so")
	// ErrStated: the list has such a value already. It comes with ErrEdit.
	ErrStated = errors.New("it is stated already")
	// ErrUnchanged: it is so already. It comes with ErrEdit.
	ErrUnchanged = errors.New("it is so already")
)

// maxValue bounds a text that a person enters, in bytes.
const maxValue = 4096

// absent is what a field of one value that every incident has states where the
// text says nothing.
var absent = map[string]any{
	"stage":            jikenbo.OnlyStage,
	"leak":             jikenbo.LeakUnstated,
	"discovered_by":    jikenbo.DiscovererUnstated,
	"secondary_damage": jikenbo.DamageUnstated,
}

// Edit decides one fact of a case as a person does: the words of the fact are
// marked as [jikenbo.Curated], so that it counts as certain. Everything else
// in the case stays as it is, wherever it stands by then. base is the
// revision the person looked at; if the case was revised since, the edit is
// made to the case as it is now.
//
// The error is a [*StaleError] if the fact itself was changed since base, wraps
// [ErrEdit] if the value or its words are not valid, and [jikenbo.ErrNotFound]
// if there is no such case, revision or fact.
func (b *Book) Edit(ctx context.Context, n jikenbo.Number, who, why string, base int, e Edit) (jikenbo.Revision, error) {
	return b.curate(ctx, "edit", n, who, why, func(s *scribe, now *jikenbo.Record) ([]string, error) {
		if base < 1 || base > len(now.Revisions) {
			return nil, fmt.Errorf("revision %d: %w", base, jikenbo.ErrNotFound)
		}
		if err := e.valid(); err != nil {
			return nil, err
		}
		if err := e.current(now.Revisions, base); err != nil {
			return nil, err
		}
		texts := make(map[string]string)
		for _, ref := range now.Notices {
			texts[ref.Notice] = ""
		}
		text := func(sha string) (string, error) {
			if texts[sha] == "" {
				cited, err := notice(s.ctx, s.tx.QueryContext, sha)
				if err != nil {
					return "", err
				}
				texts[sha] = cited.Text
			}
			return texts[sha], nil
		}
		var spans []jikenbo.Span
		for _, span := range e.Spans {
			if _, ours := texts[span.Notice]; !ours {
				return nil, fmt.Errorf("%w: notice %q is none of the case", ErrEdit, span.Notice)
			}
			t, err := text(span.Notice)
			if err != nil {
				return nil, err
			}
			if span.Start < 0 || span.End <= span.Start || span.End > len(t) || !utf8.ValidString(t[span.Start:span.End]) {
				return nil, fmt.Errorf("%w: no words stand at [%d,%d)", ErrEdit, span.Start, span.End)
			}
			if quote := t[span.Start:span.End]; span.Quote != "" && span.Quote != quote {
				return nil, fmt.Errorf("%w: the words at [%d,%d) are %q, not %q", ErrEdit, span.Start, span.End, quote, span.Quote)
			}
			spans = append(spans, jikenbo.Span{Notice: span.Notice, Start: span.Start, End: span.End, Quote: t[span.Start:span.End]})
		}
		if err := e.apply(now, spans); err != nil {
			return nil, err
		}
		if errs := prove(&now.Case, now.Evidence, text); len(errs) > 0 {
			return nil, fmt.Errorf("%w: %w", ErrEdit, errors.Join(errs...))
		}
		return []string{e.Field}, nil
	})
}

// valid reports what is wrong with the edit whatever the case says.
func (e *Edit) valid() error {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s: %s", ErrEdit, e.Field, fmt.Sprintf(format, args...))
	}
	switch e.Field {
	case "kind":
		return refuse("a case is an incident; withdraw it instead")
	case "event", "rules":
		return refuse("an incident has none")
	}
	if e.Old == nil && e.New == nil {
		return refuse("neither a value to change nor one to set")
	}
	for _, value := range []any{e.Old, e.New} {
		if value == nil {
			continue
		}
		json, err := encode(value)
		if err != nil {
			return refuse("%v", err)
		}
		typed, err := jikenbo.ParseValue(e.Field, json)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrEdit, err)
		}
		if !reflect.DeepEqual(typed, value) {
			return refuse("%v is of another type", value)
		}
	}
	if len(e.Spans) > 100 {
		return refuse("more than 100 spans")
	}
	if e.New == nil || same(e.Old, e.New) {
		return nil
	}
	json, err := encode(e.New)
	if err != nil {
		return err
	}
	if len(json) > maxValue {
		return refuse("longer than %d bytes", maxValue)
	}
	if unfit(reflect.ValueOf(e.New)) {
		return refuse("a line break or another control character, or space at an end")
	}
	return nil
}

// unfit reports whether a text in v is none that a person can have meant.
func unfit(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		return strings.TrimSpace(s) != s || strings.ContainsFunc(s, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
		})
	case reflect.Struct:
		for _, field := range v.Fields() {
			if unfit(field) {
				return true
			}
		}
	}
	return false // codes and dates were parsed
}

// same reports whether two values of a fact are one.
func same(a, b any) bool { return reflect.DeepEqual(a, b) }

// fieldOf gives the field of a case, for reading and for setting.
func fieldOf(c *jikenbo.Case, name string) reflect.Value {
	v := reflect.ValueOf(c).Elem()
	for i, f := range jikenbo.Fields { // in the order of the Go fields, as a test of the root has it
		if f.Name == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// listed reports whether the field is a list.
func listed(name string) bool {
	return fieldOf(&jikenbo.Case{}, name).Kind() == reflect.Slice
}

// fact is a fact of one revision.
type fact struct {
	value   any // nil if the revision does not state it
	pointer string
	spans   []jikenbo.Span
}

// find finds a fact: of a field of one value that value whatever it is, of a
// list the member that is equal to value.
func find(c *jikenbo.Case, e jikenbo.Evidence, field string, value any) fact {
	v := fieldOf(c, field)
	if v.Kind() != reflect.Slice {
		f := fact{pointer: "/" + field}
		if !v.IsZero() && v.Interface() != absent[field] {
			f.value, f.spans = v.Interface(), e[f.pointer]
		}
		return f
	}
	for i := range v.Len() {
		if value != nil && same(v.Index(i).Interface(), value) {
			p := jikenbo.Pointer(field, i)
			return fact{v.Index(i).Interface(), p, e[p]}
		}
	}
	return fact{}
}

// changed reports whether g is the fact f no more. Other words found by a later
// reading are no change; a person's are.
func (f fact) changed(g fact) bool {
	return !same(f.value, g.value) ||
		!slices.Equal(f.spans, g.spans) && slices.ContainsFunc(g.spans, func(s jikenbo.Span) bool { return s.Rule == jikenbo.Curated })
}

// current reports whether the fact is still what the person saw at base.
func (e *Edit) current(revs []jikenbo.Revision, base int) error {
	at := func(n int, value any) fact { return find(&revs[n-1].Case, revs[n-1].Evidence, e.Field, value) }
	last := len(revs)
	old := e.Old
	if old == absent[e.Field] {
		old = nil
	}
	list := listed(e.Field)
	if list && old == nil { // a new member
		if at(base, e.New).value != nil {
			return fmt.Errorf("%w: %s: %w", ErrEdit, e.Field, ErrStated)
		}
		if now := at(last, e.New); now.value != nil {
			n := last
			for at(n-1, e.New).value != nil {
				n--
			}
			return &StaleError{e.Field, now.value, now.spans, revs[n-1]}
		}
		return nil
	}
	seen := at(base, old)
	if !same(seen.value, old) {
		return fmt.Errorf("%w: revision %d states no such value of %s", jikenbo.ErrNotFound, base, e.Field)
	}
	now := at(last, old)
	if !seen.changed(now) {
		return nil
	}
	// Follow the fact to what it is now, and to who changed it last.
	stale := &StaleError{Field: e.Field}
	f := seen
	for n := base + 1; n <= last; n++ {
		next := at(n, f.value)
		if list && next.value == nil && f.value != nil {
			next = heir(f, &revs[n-2], &revs[n-1], e.Field)
		}
		if f.changed(next) {
			stale.By = revs[n-1]
		}
		f = next
		if list && f.value == nil {
			break // it was taken away
		}
	}
	stale.Value, stale.Spans = f.value, f.spans
	return stale
}

// heir gives what stands in the place of a member of a list in the next
// revision, no fact if nothing new does.
func heir(f fact, before, after *jikenbo.Revision, field string) fact {
	was, is := fieldOf(&before.Case, field), fieldOf(&after.Case, field)
	if was.Len() != is.Len() {
		return fact{}
	}
	for i := range was.Len() {
		if same(was.Index(i).Interface(), f.value) {
			value := is.Index(i).Interface()
			if find(&before.Case, before.Evidence, field, value).value != nil {
				return fact{}
			}
			return find(&after.Case, after.Evidence, field, value)
		}
	}
	return fact{}
}

// apply makes the edit to the case as it is now, of which it changes nothing
// in place: revisions share it.
func (e *Edit) apply(now *jikenbo.Record, spans []jikenbo.Span) error {
	f := find(&now.Case, now.Evidence, e.Field, e.Old)
	v := fieldOf(&now.Case, e.Field)
	list := v.Kind() == reflect.Slice
	if e.New != nil && len(spans) == 0 && e.New != absent[e.Field] {
		spans = slices.Clone(f.spans)
	}
	for i := range spans {
		spans[i].Rule, spans[i].Confidence = jikenbo.Curated, 1
	}
	to := e.New
	if to == absent[e.Field] && len(spans) == 0 {
		to = nil
	}
	disputed := slices.ContainsFunc(now.Conflicts, func(c jikenbo.Conflict) bool { return c.Pointer == f.pointer })
	if same(f.value, to) && slices.Equal(f.spans, spans) && !disputed { // to accept it again settles a dispute
		return fmt.Errorf("%w: %s: %w", ErrEdit, e.Field, ErrUnchanged)
	}
	if list && e.New != nil && !same(e.Old, e.New) && find(&now.Case, now.Evidence, e.Field, e.New).value != nil {
		return fmt.Errorf("%w: %s: %w", ErrEdit, e.Field, ErrStated)
	}

	now.Evidence = maps.Clone(now.Evidence)
	if now.Evidence == nil {
		now.Evidence = make(jikenbo.Evidence)
	}
	pointer := f.pointer
	switch {
	case !list && e.New != nil:
		v.Set(reflect.ValueOf(e.New))
	case !list && absent[e.Field] != nil:
		v.Set(reflect.ValueOf(absent[e.Field]))
	case !list:
		v.SetZero()
	case e.Old == nil:
		pointer = jikenbo.Pointer(e.Field, v.Len())
		v.Set(reflect.Append(v.Slice3(0, v.Len(), v.Len()), reflect.ValueOf(e.New)))
	default:
		members := reflect.MakeSlice(v.Type(), 0, v.Len())
		for i := range v.Len() {
			switch p := jikenbo.Pointer(e.Field, i); {
			case p != pointer:
				members = reflect.Append(members, v.Index(i))
			case e.New != nil:
				members = reflect.Append(members, reflect.ValueOf(e.New))
			}
		}
		if e.New == nil {
			e.close(now, pointer, v.Len())
		}
		if members.Len() == 0 {
			members = reflect.Zero(v.Type())
		}
		v.Set(members)
	}
	if e.New == nil && list {
		return nil // close has seen to it
	}
	now.Conflicts = slices.DeleteFunc(slices.Clone(now.Conflicts), func(c jikenbo.Conflict) bool { return c.Pointer == pointer })
	delete(now.Evidence, pointer)
	if e.New != nil && len(spans) > 0 {
		now.Evidence[pointer] = spans
	}
	return nil
}

// close moves the evidence and the conflicts of the members of a list behind
// the one at pointer to its place. length is that of the list before.
func (e *Edit) close(now *jikenbo.Record, pointer string, length int) {
	moved := make(map[string]string)
	for i, behind := 0, false; i < length; i++ {
		p := jikenbo.Pointer(e.Field, i)
		if p == pointer {
			behind = true
			delete(now.Evidence, p)
		} else if behind {
			to := jikenbo.Pointer(e.Field, i-1)
			moved[p] = to
			if spans, ok := now.Evidence[p]; ok {
				now.Evidence[to] = spans
				delete(now.Evidence, p)
			}
		}
	}
	var conflicts []jikenbo.Conflict
	for _, c := range now.Conflicts {
		if c.Pointer == pointer {
			continue
		}
		if to, ok := moved[c.Pointer]; ok {
			c.Pointer = to
		}
		conflicts = append(conflicts, c)
	}
	now.Conflicts = conflicts
}

package casebook

import "context"

// Edition tells one state of what a casebook says from another: two are equal
// only if no case, notice or line of the log came between them. It is for
// whoever keeps what was made of it.
type Edition struct{ change, sighting int64 }

// Edition gives the edition of now. It is cheap: once begun, it takes less time
// than the goroutines that would watch for a cancelled ctx.
func (b *Book) Edition(ctx context.Context) (Edition, error) {
	if err := ctx.Err(); err != nil {
		return Edition{}, b.fail("look for changes", err)
	}
	var e Edition
	_, err := b.lookOne(context.WithoutCancel(ctx), `
		SELECT (SELECT coalesce(max(id), 0) FROM changes), (SELECT coalesce(max(id), 0) FROM sightings)`, nil, &e.change, &e.sighting)
	if err != nil {
		return Edition{}, b.fail("look for changes", err)
	}
	return e, nil
}

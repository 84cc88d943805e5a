// Package cases makes up notices together with what they state, as many as one
// likes: for measuring search and the web casebook at sizes nobody can write by
// hand. The same seed gives the same notices.
//
// A notice is written from templates and from sentences and words of the
// notices that were written for this project. As in real ones, few organizations,
// suppliers and words are frequent and most are rare, sizes spread over five
// powers of ten, and no two texts are alike. Readings are not recognized but
// known: what is written to state a fact is its evidence.
package cases

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"

	"jikenbo/internal/casebook"
)

// All gives notices without end, the same ones for the same seed. Each is of
// about 1.6 KB and reports one incident with 10 facts or more; some have an
// entry of another kind after it. They come in no order of time. No two report
// the same incident, or nearly seem to; see [World] for those that do.
func All(seed uint64) iter.Seq[casebook.Intake] {
	return func(yield func(casebook.Intake) bool) {
		p := newPlanner(seed, true)
		for yield(first(seed, p.incident())) {
		}
	}
}

// Some gives the first n of All.
func Some(seed uint64, n int) []casebook.Intake {
	some := make([]casebook.Intake, n)
	p := newPlanner(seed, true)
	for i := range some {
		some[i] = first(seed, p.incident())
	}
	return some
}

// first gives the first notice of an incident.
func first(seed uint64, x *incident) casebook.Intake {
	return newWriter(seed, x).first()
}

// Fill adds the first n of All to a casebook, and tells after each batch how
// many it has added. Each becomes a case of its own.
func Fill(ctx context.Context, b *casebook.Book, seed uint64, n int, added func(int)) error {
	const size = 1000
	batches := make(chan []casebook.Intake, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(batches)
		p := newPlanner(seed, true)
		for i := 0; i < n; i += size {
			batch := make([]casebook.Intake, min(size, n-i))
			for j := range batch {
				batch[j] = first(seed, p.incident())
			}
			select {
			case batches <- batch:
			case <-ctx.Done():
				return
			}
		}
	}()
	done := 0
	for batch := range batches {
		if _, err := b.Add(ctx, "generate", fmt.Sprintf("generated with seed %d", seed), batch); err != nil {
			return err
		}
		done += len(batch)
		added(done)
	}
	return ctx.Err()
}

// random gives the source of everything that is made up about the i-th thing of
// a kind.
func random(seed, kind, i uint64) *rand.Rand { return rand.New(rand.NewPCG(seed<<8|kind, i)) }

// What random is asked for.
const (
	ofIncident = iota
	ofOrganization
	ofSupplier
	ofProduct
	ofPlace
	ofWords
	ofFigures
	ofSequel
	ofOrder
)

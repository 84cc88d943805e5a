package link_test

import (
	"testing"

	"jikenbo/internal/identity"
	"jikenbo/internal/link"
)

func BenchmarkReferences(b *testing.B) {
	_, ns := load(b, "../../testdata/notices")
	bytes, i := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		n := ns[i%len(ns)]
		link.References(n.text, &n.account.Case)
		bytes += len(n.text)
		i++
	}
	b.SetBytes(int64(bytes) / int64(i))
}

// BenchmarkNewProfile makes a profile and its keys.
func BenchmarkNewProfile(b *testing.B) {
	_, ns := load(b, "../../testdata/notices")
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		n := ns[i%len(ns)]
		link.NewProfile(&n.account, n.refs, nil, identity.Default()).Keys()
		i++
	}
}

// BenchmarkCompare compares notices of one incident, and of none.
func BenchmarkCompare(b *testing.B) {
	_, ns := load(b, "../../testdata/notices")
	of := map[string]*link.Profile{}
	for _, n := range ns {
		of[n.name] = n.profile
	}
	for _, test := range []struct{ what, a, b string }{{"same", "b01", "b02"}, {"last", "b02", "b03"}, {"apart", "a02", "a19"}, {"other", "a02", "b08"}} {
		b.Run(test.what, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				link.Compare(of[test.a], of[test.b])
			}
		})
	}
}

package link

import "jikenbo"

// typeSet is a set of types of incidents, by their place in the taxonomy.
type typeSet uint32

var typePlace = func() map[jikenbo.Type]int {
	places := map[jikenbo.Type]int{}
	for i, t := range jikenbo.TaxonomyOf("type").Terms {
		places[jikenbo.Type(t.Code)] = i
	}
	return places
}()

func typeBit(t jikenbo.Type) typeSet {
	if i, ok := typePlace[t]; ok {
		return 1 << i
	}
	return 0
}

func typesOf(ts ...jikenbo.Type) (s typeSet) {
	for _, t := range ts {
		s |= typeBit(t)
	}
	return s
}

// Types that stand beside others or that a first notice has before the true one
// is known tell little.
var (
	vague  = typesOf("unauthorized-access", "supplier-breach", "vulnerability-exploit", "malware")
	attack = typesOf("unauthorized-access", "web-skimming", "credential-stuffing", "account-takeover", "ransomware", "malware", "phishing", "support-scam", "vulnerability-exploit", "dos", "defacement", "impersonation")
	slip   = typesOf("mis-sending", "mis-publication", "loss", "theft", "misconfiguration")
	// attacks that are begun or first taken for one another
	together = []typeSet{
		typesOf("phishing", "account-takeover", "impersonation", "malware", "unauthorized-access", "support-scam"),
		typesOf("web-skimming", "defacement", "vulnerability-exploit", "unauthorized-access", "malware"),
		typesOf("ransomware", "malware", "unauthorized-access", "vulnerability-exploit", "dos"),
		typesOf("credential-stuffing", "unauthorized-access", "account-takeover"),
		typesOf("misconfiguration", "mis-publication"),
		typesOf("misconfiguration", "unauthorized-access"),
		typesOf("loss", "theft"),
		typesOf("insider-misuse", "unauthorized-access"),
	}
)

// fit says how well two sets of types can be of one incident.
type fit uint8

const (
	unknownFit fit = iota // one of them states nothing
	sameFit               // they share a type that tells
	vagueFit              // they share one that does not
	nearFit               // they are found together
	farFit                // they are of different attacks, or of different slips, or one is of a supplier
	otherFit              // one is an attack, the other a slip
)

func compareTypes(a, b typeSet) fit {
	supplier := typeBit("supplier-breach")
	if a == supplier && b&supplier == 0 && b != 0 || b == supplier && a&supplier == 0 && a != 0 {
		return farFit
	}
	a, b = a&^supplier, b&^supplier
	switch {
	case a == 0 || b == 0:
		return unknownFit
	case a&b&^vague != 0:
		return sameFit
	case a&b != 0:
		return vagueFit
	}
	for _, set := range together {
		if a&set != 0 && b&set != 0 {
			return nearFit
		}
	}
	if a&attack != 0 && b&attack != 0 || a&slip != 0 && b&slip != 0 {
		return farFit
	}
	return otherFit
}

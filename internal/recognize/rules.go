package recognize

import (
	"strings"

	"jikenbo"
)

// sectors are the words by which attackers name the sectors of their rules, in
// the order in which a sentence is searched for them.
var sectors = []struct{ words, code string }{
	{"post-soviet", "post-soviet-countries"}, {"former soviet", "post-soviet-countries"}, {"cis countries", "post-soviet-countries"},
	{"critical infrastructure", "critical-infrastructure"}, {"oil and gas", "oil-and-gas"},
	{"non-profit", "non-profit"}, {"nonprofit", "non-profit"}, {"charit", "non-profit"},
	{"cardiology", "medical-life-critical"}, {"maternity", "medical-life-critical"}, {"lead to death", "medical-life-critical"},
	{"medical", "medical"}, {"hospital", "medical"}, {"healthcare", "medical"}, {"pharmaceutical", "medical"},
	{"educational", "education"}, {"school", "education"}, {"universit", "education"},
	{"police", "law-enforcement"}, {"law enforcement", "law-enforcement"},
	{"government", "government"}, {"military", "military"}, {"financial", "financial"}, {"bank", "financial"},
}

// readRules reads what an attacker states about attacking a sector: sentences
// of permission and prohibition, each with the sentences that qualify it. They
// are claims, never reassurance.
func (e *Entry) readRules() {
	if e.kind != jikenbo.ThreatNote {
		return
	}
	low := e.text.Low
	type draft struct {
		jikenbo.TargetRule
		spans []jikenbo.Span
	}
	var out []*draft
	var last *draft
	byCode := map[string]*draft{}
	for _, st := range e.sentences() {
		w := low[st.Start:st.End]
		if w == "" || w[0] >= 0x80 || !contains(w, " ") {
			last = nil
			continue
		}
		allowed := e.has(w, "it is allowed", "is allowed to", "allowed to steal", "allowed to attack", "commendable", "you can attack", "may attack", "permitted")
		forbidden := e.has(w, "it is illegal", "it is forbidden", "are not allowed", "is not allowed", "not allowed to", "prohibited", "do not attack", "forbidden to")
		if !allowed && !forbidden {
			if last != nil && e.has(w, "if you can't", "helpdesk", "ask ", "contact ") && !strings.HasPrefix(w, "this is due") {
				last.Condition = join(last.Condition, e.compact(st.Start, st.End))
				last.spans = append(last.spans, e.span("target-condition", st.Start, st.End))
			} else if last == nil {
				continue
			}
			continue
		}
		code := ""
		for _, sec := range sectors {
			if contains(w, sec.words) {
				code = sec.code
				break
			}
		}
		steal := jikenbo.PermissionUnstated
		encrypt := jikenbo.PermissionUnstated
		if e.has(w, "steal", "theft") && allowed && !contains(w, "forbidden") {
			steal = jikenbo.Allowed
		}
		switch {
		case forbidden && e.has(w, "encrypt"):
			encrypt = jikenbo.Forbidden
		case forbidden:
			encrypt = jikenbo.Forbidden
		case e.has(w, "carefully", "with care", "selectively") && e.has(w, "attack"):
			encrypt = jikenbo.Careful
		case e.has(w, "attack"):
			encrypt = jikenbo.Allowed
		}
		if encrypt == jikenbo.PermissionUnstated && steal == jikenbo.Allowed {
			// allowed to steal data without encryption: the sector named, else
			// the one under discussion; of any medical facility, both.
			targets := []*draft{}
			if e.has(w, "any medical") {
				for _, c := range []string{"medical", "medical-life-critical"} {
					if d := byCode[c]; d != nil {
						targets = append(targets, d)
					}
				}
			} else if d := byCode[code]; code != "" && d != nil {
				targets = append(targets, d)
			} else if last != nil {
				targets = append(targets, last)
			}
			for _, d := range targets {
				d.Steal = jikenbo.Allowed
				d.spans = append(d.spans, e.span("target-theft", st.Start, st.End))
			}
			continue
		}
		if code == "" {
			continue
		}
		if d := byCode[code]; d != nil {
			d.spans = append(d.spans, e.span("target-rule", st.Start, st.End))
			last = d
			continue
		}
		d := &draft{TargetRule: jikenbo.TargetRule{Sector: code, Encrypt: encrypt, Steal: steal, Condition: e.condition(st.Start, st.End)}}
		d.spans = append(d.spans, e.span("target-rule", st.Start, st.End))
		byCode[code] = d
		out = append(out, d)
		last = d
	}
	for _, d := range out {
		e.add("rules", d.TargetRule, 0, d.spans...)
	}
}

// condition gives what qualifies a rule in its own sentence.
func (e *Entry) condition(start, end int) string {
	s := part(e.text.Norm, start, end)
	low := e.text.Low[start:end]
	for _, w := range []string{"such as: ", "such as ", "as long as ", "provided that ", "only with ", "where ", "especially "} {
		if k := index(low, w); k >= 0 {
			from := k + len(w)
			if w == "only with " || w == "as long as " || w == "provided that " || w == "where " {
				from = k
			}
			return strings.TrimRight(s[from:], ".")
		}
	}
	return ""
}

func (e *Entry) compact(start, end int) string {
	return strings.TrimRight(part(e.text.Norm, start, end), ".")
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

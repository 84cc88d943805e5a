// Package jikenbo is the domain of the casebook of published security
// incidents (事件簿): what a notice is, what a case is, and what a fact needs
// before it may be called one. It imports the standard library only.
//
// # Vocabulary
//
//   - Notice (公表文): one document an organization publishes about an
//     incident, kept byte for byte and named by the SHA-256 of its bytes.
//   - Entry: a part of a notice about one matter. A page of a blog holds many
//     entries, a letter one.
//   - Span: a half-open byte range [Start, End) in the text of a notice, with
//     the words that stand there. Evidence: the spans that state a fact.
//   - Case (事件): the facts of one incident at one organization. Its number is
//     opaque, is never used again and never changes.
//   - Revision: one state of a case, with who made it, when and why.
//   - Casebook (事件簿): the numbered cases, their notices and every revision.
//
// # Invariants
//
//   - A fact is stated or it is not there: nothing is guessed, filled up or
//     taken from general knowledge. Unknown is not zero.
//   - No fact without its words: text[Start:End] == Quote for every span.
//   - Nothing is lost: notices are kept as they came, revisions are only added.
//   - Dates are calendar dates of Japan (JST) with the precision the text has.
package jikenbo

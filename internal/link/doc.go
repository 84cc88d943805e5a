// Package link says whether two accounts tell of one incident.
//
// Accounts are compared in pairs: [References] and [NewProfile] take from an
// account and its text what it tells its incident by, [Profile.Keys] finds the
// accounts worth comparing, [Compare] weighs what speaks for and against one
// incident, and [Cluster] makes incidents of the verdicts.
//
// Weights are whole numbers, added up; each has a [Reason] that a person can
// read and check. Organizations decide first: what different organizations tell
// is never one case, whatever it has in common.
package link

// Package bench times reading beside what any reader of Japanese text does at
// least: normalising it, and cutting it into words; and finding the notice in a
// page beside go-trafilatura. It is a module of its own,
// so that what it is compared with is no dependency of the reader.
package bench

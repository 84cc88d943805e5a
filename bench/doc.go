// Package bench times what jikenbo does beside other programs that do the like:
// reading beside what any reader of Japanese text does at least, normalising it
// and cutting it into words; finding the notice in a page beside go-trafilatura;
// and search of a large casebook beside SQLite's trigram index, PostgreSQL with
// pg_trgm and bleve. It is a module of its own, so that what it is compared with
// is no dependency of the program.
package bench

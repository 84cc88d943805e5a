// Package web serves the casebook to browsers and programs: pages rendered on
// the server that work without script, feeds, and a read API.
//
// What a notice, a fact, a file name or a parameter says is never trusted:
// templates escape it, the Content-Security-Policy lets nothing run that is not
// ours, and errors say nothing of files or code.
package web

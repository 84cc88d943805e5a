package main

import (
	"fmt"
	"strings"
)

// lang is a language of the output.
type lang string

// The languages.
const (
	ja lang = "ja"
	en lang = "en"
)

// message is one text in both languages, with the verbs of package fmt.
type message struct{ ja, en string }

// text gives m in the language, its verbs filled with args.
func (l lang) text(m message, args ...any) string {
	format := m.en
	if l == ja {
		format = m.ja
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// comma is what stands between the members of a list.
func (l lang) comma() string {
	if l == ja {
		return "、"
	}
	return ", "
}

// String, Set and Type make a lang the value of the flag --lang.
func (l *lang) String() string { return string(*l) }

// Set takes one of the two languages.
func (l *lang) Set(s string) error {
	switch lang(s) {
	case ja, en:
		*l = lang(s)
		return nil
	}
	return fmt.Errorf("%q: ja | en", s)
}

// Type names the value in the help.
func (l *lang) Type() string { return "LANG" }

// langOf finds the language before the flags are read, for the help and the
// messages about flags need it: --lang if it is given and good, otherwise the
// locale as POSIX ranks its variables, English where that is not Japanese.
func langOf(args []string, env func(string) string) lang {
	var l lang
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if arg == "--" {
			break
		}
		if ok && l.Set(value) == nil {
			return l
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := env(name); locale != "" {
			if locale == "ja" || strings.HasPrefix(locale, "ja_") || strings.HasPrefix(locale, "ja.") {
				return ja
			}
			return en
		}
	}
	return en
}

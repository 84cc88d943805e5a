package identity

import (
	_ "embed" // the table
	"fmt"
	"strings"
)

// Sector is a major division of 日本標準産業分類 (14th revision): a capital letter
// from A to T. The zero value is none.
type Sector string

// Division is a sector with its names.
type Division struct {
	Sector   Sector
	Japanese string
	English  string
}

//go:embed sector.tsv
var sectorTable string

// Divisions are the sectors in the order of the classification.
var Divisions = func() []Division {
	var ds []Division
	for row := range rows(sectorTable, 4) {
		ds = append(ds, Division{Sector(row[0]), row[1], row[2]})
	}
	return ds
}()

var sectorOf = func() map[string]Sector {
	m := map[string]Sector{}
	for row := range rows(sectorTable, 4) {
		for _, w := range append([]string{row[0], row[1], row[2]}, strings.Fields(row[3])...) {
			m[sectorKey(w)] = Sector(row[0])
		}
	}
	return m
}()

func sectorKey(s string) string {
	s = squeeze(s)
	s, _, _ = strings.Cut(s, "(")
	return s
}

// Label gives the name of a sector in a language, "ja" or "en". It is "" for
// what is no sector.
func (s Sector) Label(lang string) string {
	for _, d := range Divisions {
		if d.Sector == s {
			if lang == "en" {
				return d.English
			}
			return d.Japanese
		}
	}
	return ""
}

// ParseSector reads a sector by its letter, its name in Japanese or English, or
// a usual word for it, with or without its number: "G", "G 情報通信業", "製造業".
func ParseSector(s string) (Sector, error) {
	key := sectorKey(s)
	if sector, ok := sectorOf[key]; ok {
		return sector, nil
	}
	if len(key) > 1 {
		sector, ok := sectorOf[key[1:]]
		if ok && strings.EqualFold(key[:1], string(sector)) {
			return sector, nil
		}
	}
	return "", fmt.Errorf("%q is no sector: give a letter from A to T or a name of 日本標準産業分類, as 製造業", s)
}

package jikenbo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// ParseValue reads the value of one fact from its JSON form: of a field with
// one value the value, of a list one member. The value has the Go type that
// [Case.Facts] gives it.
//
// It takes what [Schema] takes for the field, and nothing else but keys in
// another case. The error says what is wrong with the value, for people.
func ParseValue(field string, data []byte) (any, error) {
	t, ok := valueType(field)
	if !ok {
		return nil, fmt.Errorf("a case has no field %q", field)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s: not UTF-8", field)
	}
	v := reflect.New(t)
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v.Interface()); err != nil {
		return nil, fmt.Errorf("%s: %w", field, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: more than one value", field)
	}
	var wrong []error
	walk(v, "/"+field, func(pointer string, part reflect.Value) {
		if err := checkPart(pointer, part); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", strings.TrimPrefix(pointer, "/"), err))
		}
	})
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return v.Elem().Interface(), nil
}

// valueType gives the Go type of a fact of a field.
func valueType(field string) (reflect.Type, bool) {
	for f := range reflect.TypeFor[Case]().Fields() {
		if name, _ := jsonName(f); name != field {
			continue
		}
		if f.Type.Kind() == reflect.Slice || f.Type.Kind() == reflect.Pointer {
			return f.Type.Elem(), true
		}
		return f.Type, true
	}
	return nil, false
}

// checkPart reports what is wrong with a value that is stated, or must be.
func checkPart(pointer string, v reflect.Value) error {
	if set, ok := codesOf(v.Type()); ok {
		if !set.Has(v.String()) {
			return fmt.Errorf("%q is not a code of %s", v.String(), set.Name)
		}
		return nil
	}
	switch value := v.Interface().(type) {
	case Date:
		if !value.Valid() {
			return errors.New("no date of the calendar")
		}
	case Period:
		if value.IsZero() {
			return errors.New("a period has a first day, a last day or both")
		}
	case Event:
		if value == (Event{}) {
			return errors.New("it states nothing")
		}
	case Check:
		return value.form()
	case []Item:
		if len(value) == 0 {
			return errors.New("an empty list states nothing: leave it out")
		}
		for i, item := range value {
			if slices.Contains(value[:i], item) {
				return fmt.Errorf("%s stands there twice", item)
			}
		}
	case int64:
		if value < 1 {
			return fmt.Errorf("%d: want 1 or more", value)
		}
	case string:
		switch {
		case pointer == "/number":
			if n, err := ParseNumber(value); err != nil || n.String() != value {
				return fmt.Errorf("%q: want YYYY-NNN, such as 2023-009", value)
			}
		case value == "" && !strings.HasSuffix(pointer, "/condition"):
			return errors.New("it is empty")
		}
	}
	return nil
}

// form reports what keeps a check from being an equation of its kind.
func (c Check) form() error {
	switch {
	case c.Kind == SumCheck && len(c.Parts) < 2:
		return errors.New("a sum has two parts or more")
	case c.Kind == SumCheck && (c.Total < 1 || c.Whole != 0 || c.Part != 0):
		return errors.New("a sum has parts and a total")
	case c.Kind == SubsetCheck && (c.Whole < 1 || c.Part < 1 || c.Parts != nil || c.Total != 0):
		return errors.New("a subset has a whole and a part, each 1 or more")
	}
	return nil
}

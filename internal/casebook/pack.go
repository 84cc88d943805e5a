package casebook

import (
	"bytes"
	"database/sql/driver"
	_ "embed"
	"encoding/json"
	"fmt"

	"jikenbo"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
)

// Facts, evidence and conflicts are kept packed: as JSON in a zstd frame (RFC
// 8878) made with a dictionary, with its size and a checksum. The frame names
// the dictionary, so that another can be added beside it.

// packedDictionary1 is dictionary 1: what the JSON of readings has in common,
// found by zstd --train in that of the notices in testdata and examples. It
// never changes: what was packed with it cannot be read with another. For a
// better one, add packed-2.dict to the decoder and pack with that.
//
//go:embed packed-1.dict
var packedDictionary1 []byte

// maxPacked is the size of the largest JSON that is packed, and of the largest
// that is made of a packed one, in bytes.
const maxPacked = 64 << 20

var packer = func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderDict(packedDictionary1),
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithSingleSegment(true), zstd.WithLowerEncoderMem(true))
	if err != nil {
		panic(err)
	}
	return e
}()

var unpacker = func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderDicts(packedDictionary1),
		zstd.WithDecoderMaxMemory(maxPacked), zstd.WithDecoderConcurrency(0))
	if err != nil {
		panic(err)
	}
	return d
}()

// A casebook of version 3 has JSON where a later one has it packed. The step
// between them packs it with this function of SQL.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("jikenbo_pack", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		switch v := args[0].(type) {
		case nil:
			return nil, nil
		case string:
			return pack([]byte(v))
		default:
			return nil, fmt.Errorf("jikenbo_pack: want JSON, not %T", v)
		}
	})
}

// pack gives JSON in the form in which it is kept.
func pack(json []byte) ([]byte, error) {
	if len(json) > maxPacked {
		return nil, fmt.Errorf("what was read out of it takes %d bytes, more than the %d that can be kept", len(json), maxPacked)
	}
	return packer.EncodeAll(json, make([]byte, 0, 64+len(json)/3)), nil
}

// unpack gives the JSON that was packed.
func unpack(packed []byte) ([]byte, error) {
	json, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("damaged: what is kept cannot be unpacked (%w)", err)
	}
	return json, nil
}

// encode gives the JSON of a value, compact and with Japanese and <>& as they are.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// encodePacked gives the JSON of a value as it is kept.
func encodePacked(v any) ([]byte, error) {
	b, err := encode(v)
	if err != nil {
		return nil, err
	}
	return pack(b)
}

// decodeReading reads the three parts of a reading, packed.
func decodeReading(facts []byte, c *jikenbo.Case, evidence []byte, e *jikenbo.Evidence, conflicts []byte, k *[]jikenbo.Conflict) error {
	if err := decodeFacts(facts, c); err != nil {
		return err
	}
	if err := decodeEvidence(evidence, e); err != nil {
		return err
	}
	return decodeConflicts(conflicts, k)
}

// decodeFacts reads packed facts.
func decodeFacts(packed []byte, c *jikenbo.Case) error {
	b, err := unpack(packed)
	if err == nil {
		err = decodeCase(b, c)
	}
	if err != nil {
		return fmt.Errorf("facts: %w", err)
	}
	return nil
}

// decodeCase reads the JSON of facts.
func decodeCase(b []byte, c *jikenbo.Case) error {
	var ok bool
	if *c, ok = parseFacts(string(b)); ok {
		return nil
	}
	return json.Unmarshal(b, c)
}

// decodeEvidence reads packed evidence.
func decodeEvidence(packed []byte, e *jikenbo.Evidence) error {
	b, err := unpack(packed)
	if err == nil {
		var ok bool
		if *e, ok = parseEvidence(string(b)); !ok {
			err = json.Unmarshal(b, e)
		}
	}
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	return nil
}

// decodeConflicts reads packed conflicts, of which there are none in NULL.
func decodeConflicts(packed []byte, k *[]jikenbo.Conflict) error {
	if packed == nil {
		return nil
	}
	b, err := unpack(packed)
	if err == nil {
		err = json.Unmarshal(b, k)
	}
	if err != nil {
		return fmt.Errorf("conflicts: %w", err)
	}
	return nil
}

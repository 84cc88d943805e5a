package document

import "github.com/tetratelabs/wazero/experimental"

// wasmMemory is the memory of a WebAssembly program: addresses for the most it
// may grow to, of which only what it uses is there, so that growing copies
// nothing. Its zero value is ready.
type wasmMemory struct{ b []byte }

// Allocate makes room for a program that begins.
func (m *wasmMemory) Allocate(_, most uint64) experimental.LinearMemory {
	m.release()
	m.b = reserve(int(most))
	return m
}

// Reallocate gives the first size bytes.
func (m *wasmMemory) Reallocate(size uint64) []byte { return m.b[:size:size] }

// Free does nothing: a program that was stopped is closed while its caller may
// still look into its memory.
func (m *wasmMemory) Free() {}

// release gives the memory back to the system, when nobody looks into it any more.
func (m *wasmMemory) release() {
	if m.b != nil {
		unreserve(m.b)
		m.b = nil
	}
}

//go:build linux || darwin || freebsd || netbsd || openbsd

package document

import (
	"fmt"
	"syscall"
)

// reserve gives n bytes of zeros that take up memory as they are written.
func reserve(n int) []byte {
	b, err := syscall.Mmap(-1, 0, n, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil { // as where a program may have few addresses only
		panic(fmt.Sprintf("no memory of %d bytes for a PDF document: %v", n, err))
	}
	return b
}

func unreserve(b []byte) {
	if err := syscall.Munmap(b); err != nil {
		panic(fmt.Sprintf("give back the memory of a PDF document: %v", err))
	}
}

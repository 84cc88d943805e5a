package casebook

import (
	"bufio"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Kill runs the test again in a process of its own, with more in its
// environment, and gives each line that it prints to read. It kills the process
// at some moment within so long after read first says so; read is asked with ""
// when the process has begun. A process that ends by itself or complains fails
// the test.
func Kill(t *testing.T, random *rand.Rand, within time.Duration, env []string, read func(line string) (kill bool)) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed, doomed := make(chan error, 1), false
	lines, line := bufio.NewReader(stdout), ""
	for err == nil {
		if read(line) && !doomed {
			doomed = true
			time.AfterFunc(time.Duration(random.Int64N(int64(within))), func() { killed <- cmd.Process.Kill() })
		}
		line, err = lines.ReadString('\n') // one that the kill cut off reports nothing
		line = strings.TrimSpace(line)
	}
	if doomed {
		err = <-killed
	}
	cmd.Wait() // killed, which is no news
	if !doomed || err != nil {
		t.Fatalf("the process ended before it was killed: %v: %s", err, stderr.String())
	}
	if stderr.Len() > 0 {
		t.Fatal(stderr.String())
	}
}

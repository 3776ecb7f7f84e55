package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestRunFindsItsCommand proves that a word picks its command, that help lists
// all of them, and that a wrong word is told apart from a failed command.
func TestRunFindsItsCommand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		code int
		out  string // must be in stdout
		err  string // must be in stderr
	}{
		{nil, 0, "usage: tianping", ""},
		{[]string{"help"}, 0, "version", ""},
		{[]string{"version"}, 0, "tianping ", ""},
		{[]string{"vresion"}, 2, "", `no command "vresion"`},
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), c.args, env{Stdout: &out, Stderr: &errs})
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.err) {
			t.Errorf("tianping %v: code %d, stdout %q, stderr %q; want %d, %q, %q",
				c.args, code, out.String(), errs.String(), c.code, c.out, c.err)
		}
	}
	for _, c := range commands() {
		if c.about == "" || c.run == nil {
			t.Errorf("command %q says nothing about itself or does nothing", c.name)
		}
	}
}

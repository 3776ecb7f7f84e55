package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version prints what the toolchain recorded about this binary.
func version(_ context.Context, _ []string, e env) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return fmt.Errorf("built without build information")
	}
	revision, dirty := "unknown revision", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = " (modified)"
		}
	}
	_, err := fmt.Fprintf(e.Stdout, "tianping %s %s%s %s\n", info.Main.Version, revision, dirty, info.GoVersion)
	return err
}

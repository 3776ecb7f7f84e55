//go:build unix

package pgtest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

func numbers(who *user.User) (uid, gid int, err error) {
	if uid, err = strconv.Atoi(who.Uid); err == nil {
		gid, err = strconv.Atoi(who.Gid)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("pgtest: user %s: %w", who.Username, err)
	}
	return uid, gid, nil
}

// give makes a folder somebody's.
func give(folder string, who *user.User) error {
	if who == nil {
		return nil
	}
	uid, gid, err := numbers(who)
	if err == nil {
		err = os.Chown(folder, uid, gid)
	}
	if err != nil {
		return fmt.Errorf("pgtest: %w", err)
	}
	return nil
}

// as lets a program run as somebody, apart from our terminal's signals.
func as(program *exec.Cmd, who *user.User) error {
	program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if who == nil {
		return nil
	}
	uid, gid, err := numbers(who)
	if err == nil {
		program.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)} //nolint:gosec // read from the system
	}
	return err
}

// slay kills a server and all its children at once.
func slay(pid int) error {
	children := offspring(pid)
	for _, p := range append([]int{pid}, children...) {
		if err := syscall.Kill(p, syscall.SIGKILL); err != nil && err != syscall.ESRCH {
			return fmt.Errorf("pgtest: kill: %w", err)
		}
	}
	return nil
}

// offspring are the processes whose parent is pid; none where the system shows none.
func offspring(pid int) (children []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path) //nolint:gosec // of the system
		if err != nil {
			continue // it ended meanwhile
		}
		_, after, _ := strings.Cut(string(text), ") ") // behind the name, which may hold anything
		if f := strings.Fields(after); len(f) > 1 && f[1] == strconv.Itoa(pid) {
			if child, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
				children = append(children, child)
			}
		}
	}
	return children
}

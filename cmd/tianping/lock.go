package main

import (
	"errors"
	"fmt"
	"os"
)

// errLocked tells that another process has the file.
var errLocked = errors.New("locked by another process")

// locks are what makes this process the only one that writes into a house: SQLite
// has one writer, and the timers of two processes would run twice.
type locks []*os.File

// lockHouse takes each of the files or none.
//
// Errors: which file is taken, and what a person can do; a fault.
func lockHouse(paths ...string) (held locks, err error) {
	for _, path := range paths {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // named by the operator
		if err != nil {
			return nil, errors.Join(fmt.Errorf("lock: %w", err), held.release())
		}
		held = append(held, file)
		if err := lock(file); err != nil {
			if errors.Is(err, errLocked) {
				err = fmt.Errorf("another tianping works in this data folder (%s is locked): stop it, or use the API of the running server 另一个进程正在使用该数据目录", path)
			}
			return nil, errors.Join(err, held.release())
		}
	}
	return held, nil
}

// release gives the files back. They stay where they are: removing one would let
// two processes lock two files of the same name.
func (l locks) release() error {
	var all error
	for _, file := range l {
		all = errors.Join(all, file.Close())
	}
	return all
}

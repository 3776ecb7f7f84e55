// Package blob keeps bytes of exhibits in a folder. It never looks into them: they
// arrive encrypted. A blob is whole under its name or not there at all, and a name
// is never written twice while it is kept.
//
//	Begin → quarantine/…  ─ fsync, rename, fsync folder ─▶ mkt_…/case_…/digest
package blob

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// quarantine holds what is not yet kept.
const quarantine = "quarantine"

// Folder keeps blobs below a folder.
type Folder struct {
	root   *os.Root
	moving sync.Mutex // held while something is kept or removed
}

var _ evidence.Blobs = (*Folder)(nil)

// Open opens a folder, makes it when absent, and clears what a crash left in
// quarantine. One process may use a folder at a time.
//
// Errors: faults of the file system.
func Open(path string) (*Folder, error) {
	if err := os.MkdirAll(filepath.Join(path, quarantine), 0o700); err != nil {
		return nil, fmt.Errorf("blob: folder: %w", err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("blob: folder: %w", err)
	}
	f := &Folder{root: root}
	left, err := fs.ReadDir(root.FS(), quarantine)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("blob: quarantine: %w", err), root.Close())
	}
	for _, e := range left {
		if err := root.Remove(quarantine + "/" + e.Name()); err != nil {
			return nil, errors.Join(fmt.Errorf("blob: quarantine: %w", err), root.Close())
		}
	}
	return f, nil
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Begin implements evidence.Blobs.
func (f *Folder) Begin(ctx context.Context) (evidence.Pending, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	made, err := os.CreateTemp(filepath.Join(f.root.Name(), quarantine), "in-")
	if err != nil {
		return nil, fmt.Errorf("blob: quarantine: %w", err)
	}
	return &pending{File: made, folder: f}, nil
}

// Count implements evidence.Blobs.
func (f *Folder) Count(_ context.Context, folder string) (int, error) {
	all, err := fs.ReadDir(f.root.FS(), folder)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("blob: count: %w", err)
	}
	return len(all), nil
}

// Open implements evidence.Blobs.
func (f *Folder) Open(_ context.Context, name string) (evidence.Blob, error) {
	file, err := f.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, evidence.ErrUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("blob: open: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("blob: open: %w", err), file.Close())
	}
	return kept{File: file, size: info.Size()}, nil
}

// People implements evidence.Blobs.
func (f *Folder) People(ctx context.Context) ([]string, error) {
	found, err := fs.Glob(f.root.FS(), "mkt_*/per_*")
	if err != nil {
		return nil, fmt.Errorf("blob: people: %w", err)
	}
	return found, ctx.Err()
}

// Laid implements evidence.Blobs.
func (f *Folder) Laid(_ context.Context, folder string) ([]string, error) {
	all, err := fs.ReadDir(f.root.FS(), folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("blob: list: %w", err)
	}
	var laid []string
	for _, e := range all {
		laid = append(laid, e.Name())
	}
	return laid, nil
}

// Remove implements evidence.Blobs. Nothing is kept while it looks and removes.
func (f *Folder) Remove(_ context.Context, name string, before time.Time) (bool, error) {
	f.moving.Lock()
	defer f.moving.Unlock()
	info, err := f.root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.ModTime().Before(before) {
		return false, nil
	}
	if err == nil {
		err = f.root.Remove(name)
	}
	if err != nil {
		return false, fmt.Errorf("blob: remove: %w", err)
	}
	return true, f.sync(parent(name))
}

type kept struct {
	*os.File
	size int64
}

// Size implements evidence.Blob.
func (k kept) Size() int64 { return k.size }

// pending is a file in quarantine.
type pending struct {
	*os.File
	folder *Folder
}

// Keep implements evidence.Pending.
func (p *pending) Keep(name string) error {
	err := p.Sync()
	if err = errors.Join(err, p.Close()); err != nil {
		return errors.Join(fmt.Errorf("blob: keep: %w", err), p.remove())
	}
	from := quarantine + "/" + filepath.Base(p.Name())
	p.folder.moving.Lock()
	defer p.folder.moving.Unlock()
	if _, err := p.folder.root.Stat(name); err == nil && !own(name) {
		return p.remove()
	}
	if err := p.folder.make(name); err != nil {
		return errors.Join(err, p.remove())
	}
	if err := p.folder.root.Rename(from, name); err != nil {
		return errors.Join(fmt.Errorf("blob: keep: %w", err), p.remove())
	}
	return p.folder.sync(parent(name))
}

// Discard implements evidence.Pending.
func (p *pending) Discard() error { return errors.Join(p.Close(), p.remove()) }

func (p *pending) remove() error {
	return p.folder.root.Remove(quarantine + "/" + filepath.Base(p.Name()))
}

// own tells that a name is of what a person keeps for himself: kept again it is written
// again, so that nobody removes it as old.
func own(name string) bool { return strings.Contains(name, "/per_") }

func parent(name string) string { return name[:strings.LastIndexByte(name, '/')] }

// make makes the folders above a name, durable from the root down.
func (f *Folder) make(name string) error {
	if err := f.root.MkdirAll(parent(name), 0o700); err != nil {
		return fmt.Errorf("blob: folder: %w", err)
	}
	for at := parent(name); strings.Contains(at, "/"); at = parent(at) {
		if err := f.sync(parent(at)); err != nil {
			return err
		}
	}
	return f.sync(".")
}

// sync makes the entries of a folder durable.
func (f *Folder) sync(folder string) error {
	dir, err := f.root.Open(folder)
	if err != nil {
		return fmt.Errorf("blob: sync: %w", err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("blob: sync: %w", err)
	}
	return nil
}

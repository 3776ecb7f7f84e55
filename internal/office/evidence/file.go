package evidence

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// File is a kept file being read. It is not for concurrent use.
type File struct {
	Item

	blob   Blob
	aead   cipher.AEAD
	chunks int64
	at     int64 // where the next Read begins
	opened int64 // which chunk is in clear; -1 none
	clear  []byte
}

var _ io.ReadSeekCloser = (*File)(nil)

func openFile(at Place, key docket.Key, blob Blob, digest string) (*File, error) {
	head := make([]byte, headSize)
	if _, err := blob.ReadAt(head, 0); err != nil || string(head[:len(magic)]) != magic {
		return nil, ErrDamaged
	}
	aead, err := cipherOf(at, key, head[len(magic):])
	if err != nil {
		return nil, err
	}
	body := blob.Size() - int64(headSize)
	f := &File{blob: blob, aead: aead, opened: -1, chunks: (body + chunkSize + tagSize - 1) / (chunkSize + tagSize)}
	f.Digest, f.Bytes = digest, body-f.chunks*tagSize
	if f.Bytes <= 0 {
		return nil, ErrDamaged
	}
	first, err := f.chunk(0)
	if err != nil {
		return nil, err
	}
	f.Type = typeOf(first[:min(len(first), sniffed)])
	return f, nil
}

// chunk opens one chunk.
func (f *File) chunk(n int64) ([]byte, error) {
	if n == f.opened {
		return f.clear, nil
	}
	from := int64(headSize) + n*(chunkSize+tagSize)
	sealed := make([]byte, min(chunkSize+tagSize, f.blob.Size()-from))
	if _, err := f.blob.ReadAt(sealed, from); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("evidence: read: %w", err)
	}
	clear, err := f.aead.Open(sealed[:0], nonce(n, n == f.chunks-1), sealed, nil)
	if err != nil {
		return nil, ErrDamaged
	}
	f.opened, f.clear = n, clear
	return clear, nil
}

// Read implements io.Reader. Errors: io.EOF, ErrDamaged, a fault.
func (f *File) Read(p []byte) (int, error) {
	if f.at >= f.Bytes {
		return 0, io.EOF
	}
	clear, err := f.chunk(f.at / chunkSize)
	if err != nil {
		return 0, err
	}
	n := copy(p, clear[f.at%chunkSize:])
	f.at += int64(n)
	return n, nil
}

// Seek implements io.Seeker.
func (f *File) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.at
	case io.SeekEnd:
		offset += f.Bytes
	}
	if offset < 0 {
		return f.at, errors.New("evidence: seek before the beginning")
	}
	f.at = offset
	return offset, nil
}

// Close implements io.Closer.
func (f *File) Close() error { return f.blob.Close() }

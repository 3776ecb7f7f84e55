package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Encoding is how the bytes of a CSV are to be read.
type Encoding string

// The encodings. Detect looks at the beginning of the file.
const (
	Detect  Encoding = ""
	UTF8    Encoding = "utf-8"
	GB18030 Encoding = "gb18030" // and its parts GBK, GB2312: what Chinese Excel writes
)

const utf8BOM = "\xEF\xBB\xBF"

const sniffed = 64 << 10 // bytes looked at to detect the encoding

// decoded gives the text of r as UTF-8 without byte order mark. Bytes that are no
// text in the encoding come out as U+FFFD or as they are; the row that holds them
// is reported, not the file.
//
// Errors: a Problem FileRefused for UTF-16, a ZIP (an .xlsx renamed) and an
// encoding not known.
func decoded(r io.Reader, e Encoding) (io.Reader, error) {
	buffered := bufio.NewReaderSize(r, sniffed)
	head, err := buffered.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return nil, Problem{Code: FileRefused, Arg: "UTF-16"}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, Problem{Code: FileRefused, Arg: "XLSX"}
	case bytes.HasPrefix(head, []byte(utf8BOM)) && e != GB18030:
		_, _ = buffered.Discard(len(utf8BOM)) // peeked, so it is there
		e = UTF8
	case e == Detect:
		e = guess(head)
	}
	switch e {
	case UTF8:
		return buffered, nil
	case GB18030:
		return simplifiedchinese.GB18030.NewDecoder().Reader(buffered), nil
	default:
		return nil, Problem{Code: FileRefused, Arg: string(UTF8) + ", " + string(GB18030)}
	}
}

// guess tells UTF-8 from GB18030: Chinese text in one is hardly ever also valid in
// the other. The last character may be cut by the end of the look.
func guess(head []byte) Encoding {
	for cut := range utf8.UTFMax {
		if cut < len(head) && utf8.Valid(head[:len(head)-cut]) {
			return UTF8
		}
	}
	if len(head) == 0 {
		return UTF8
	}
	return GB18030
}

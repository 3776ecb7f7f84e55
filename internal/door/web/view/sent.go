package view

import "time"

// SentFile is one file of a message, for who may read the message.
type SentFile struct {
	URL      string // its page
	BytesURL string // the file as it came
	ThumbURL string // a small picture; "" when there is none to be made
	Name     string
	Alt      string // what a picture is, for who does not see it
	Bytes    int64
	Picture  bool
	Voice    bool
	Lasts    string // 0:12; "" when the file does not tell
}

// SentPage is one file of a message by itself.
type SentPage struct {
	Of   CaseBrief
	File SentFile
	From Who
	At   time.Time
	Text string
	// MayExhibit tells that the visitor may lay his own file before everybody as
	// evidence; Exhibit is its number when that was done.
	MayExhibit bool
	Exhibit    string
	ExhibitURL string // where it is done by hand
	Wrong      string
}

// Attach says what a message may carry; nil where files cannot go along.
type Attach struct {
	Most    int64 // files
	MB      int64 // of one
	Seconds int64 // of a voice
}

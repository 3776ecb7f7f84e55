package casebook

import (
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// BehindTheWall is a row as a decider may read it.
func BehindTheWall(r CaseRow) CaseRow { return r.behindTheWall() }

// Together is together, for a mailbox.
func Together(limit int, all ...Page[NoticeRow]) Page[NoticeRow] {
	return together(docket.Select{Table: streams.Notices, OrderBy: []string{"-queued"}, Limit: limit}, all)
}

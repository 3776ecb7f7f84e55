package demo

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// keeping is what the buyer keeps before there is any dispute (M58): a record of a
// chat, which she later brings into a case, and a picture of what came with her newest
// order.
func (s *Stage) keeping() []turn {
	return []turn{
		{at: at(time.July, 11, 20, 15), name: "keeps a chat", do: func(ctx context.Context) error {
			return s.keep(ctx, id.Order{}, "CHAT", "客服答应不合适可以退。")
		}},
		{at: at(time.September, 5, 19, 40), name: "keeps a picture", do: func(ctx context.Context) error {
			order, err := s.sell(ctx, scene{buyer: "buyer", shop: "青禾家居", goods: []goods{wares()[0]}}, 24*time.Hour)
			if err != nil {
				return err
			}
			return s.keep(ctx, order, "UNBOX", "刚收到时的样子。")
		}},
	}
}

func (s *Stage) keep(ctx context.Context, of id.Order, kind, note string) error {
	p := paperOf(kind, variants-1)
	kept, err := s.Clerk.Keep(ctx, s.who("buyer"), clerk.Keeping{Order: of, Name: p.name, Note: note, Body: bytes.NewReader(p.bytes)})
	if err != nil {
		return fmt.Errorf("keeps %s: %w", kind, err)
	}
	if kind == "CHAT" {
		s.chat = kept.No
	}
	return nil
}

// fromLocker brings the record of the chat into the first case that has use for one.
func (s *Stage) fromLocker(ctx context.Context, login string, c id.Case, kind string) (string, bool, error) {
	if login != "buyer" || kind != "CHAT" || s.chat == 0 {
		return "", false, nil
	}
	item, err := s.Clerk.UseKept(ctx, s.who(login), s.chat, c)
	s.chat = 0
	return item.Digest, true, err
}

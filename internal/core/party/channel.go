package party

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// Channel is a way in which a notice reaches a person (procedure.md §4).
type Channel string

// The channels of service. In-site is always on and is not listed.
const (
	Email          Channel = "email"
	SMS            Channel = "sms"
	WebhookChannel Channel = "webhook" // acknowledged by a merchant's own system
	PrintedLink    Channel = "link"    // one-time link, printed or handed over
	SandboxChannel Channel = "sandbox" // stays inside; only in a sandbox
)

// Known tells whether the channel is one of this package.
func (c Channel) Known() bool {
	switch c {
	case Email, SMS, WebhookChannel, PrintedLink, SandboxChannel:
		return true
	default:
		return false
	}
}

// Way is a channel that is on.
type Way struct {
	Channel Channel `json:"channel"`
	// Failing is a setting of sandboxes: every attempt fails, to show what happens.
	Failing bool `json:"failing,omitempty"`
}

// ChannelsSet says which channels are on from now on.
type ChannelsSet struct {
	On []Way `json:"on"`
}

// Kind implements record.Event.
func (ChannelsSet) Kind() string { return "channels_set" }

// Version implements record.Event.
func (ChannelsSet) Version() int { return 1 }

// DecideChannels sets which channels are on; the order is the order of attempts.
//
// Refusals: NotOpened, NoChannel, UnknownChannel (also named twice),
// ChannelSandbox (sandbox channel or failing on a live marketplace).
func DecideChannels(m Market, a Act, c ChannelsSet) ([]record.Entry, error) {
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case len(c.On) == 0:
		return nil, refuse(NoChannel)
	}
	for i, w := range c.On {
		switch {
		case !w.Channel.Known() || slices.ContainsFunc(c.On[:i], func(o Way) bool { return o.Channel == w.Channel }):
			return nil, refuse(UnknownChannel)
		case !m.Sandbox && (w.Failing || w.Channel == SandboxChannel):
			return nil, refuse(ChannelSandbox)
		}
	}
	return a.entry(m.Stream(), ChannelsSet{On: slices.Clone(c.On)}), nil
}

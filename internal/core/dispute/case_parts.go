package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Clone copies the case deeply enough that changes to one never show in the other.
func (c Case) Clone() Case {
	c.Parties = slices.Clone(c.Parties)
	for i := range c.Parties {
		c.Parties[i].RepBy = slices.Clone(c.Parties[i].RepBy)
		c.Parties[i].Powers = slices.Clone(c.Parties[i].Powers)
	}
	c.Claims = slices.Clone(c.Claims)
	c.Protected = slices.Clone(c.Protected)
	c.Tracks = slices.Clone(c.Tracks)
	for i := range c.Tracks {
		t := &c.Tracks[i]
		t.Done, t.Consent, t.Declined = slices.Clone(t.Done), slices.Clone(t.Consent), slices.Clone(t.Declined)
		t.Waived, t.Appealed = slices.Clone(t.Waived), slices.Clone(t.Appealed)
	}
	c.Deadlines = slices.Clone(c.Deadlines)
	c.Holds = slices.Clone(c.Holds)
	c.Duties = slices.Clone(c.Duties)
	for i := range c.Duties {
		d := &c.Duties[i]
		d.Sources, d.Appealed, d.Waived = slices.Clone(d.Sources), slices.Clone(d.Appealed), slices.Clone(d.Waived)
	}
	c.Exhibits = slices.Clone(c.Exhibits)
	for i := range c.Exhibits {
		c.Exhibits[i].Opinions = slices.Clone(c.Exhibits[i].Opinions)
	}
	c.Orders = slices.Clone(c.Orders)
	c.Notices = slices.Clone(c.Notices)
	c.Seats = slices.Clone(c.Seats)
	c.Deeds = slices.Clone(c.Deeds)
	c.Rulings = slices.Clone(c.Rulings)
	c.Appeals = slices.Clone(c.Appeals)
	c.Challenges = slices.Clone(c.Challenges)
	c.Settled = slices.Clone(c.Settled)
	for i := range c.Settled {
		c.Settled[i].Signed = slices.Clone(c.Settled[i].Signed)
	}
	c.Outside = slices.Clone(c.Outside)
	c.Links = slices.Clone(c.Links)
	return c
}

// Party is the party of a side.
func (c *Case) Party(s Side) *Party {
	for i := range c.Parties {
		if c.Parties[i].Side == s {
			return &c.Parties[i]
		}
	}
	return &Party{}
}

// Claim is the claim of a number, nil when there is none.
func (c *Case) Claim(no int) *Claim {
	for i := range c.Claims {
		if c.Claims[i].No == no {
			return &c.Claims[i]
		}
	}
	return nil
}

// Track is the track of a number, nil when there is none.
func (c *Case) Track(no int) *Track {
	for i := range c.Tracks {
		if c.Tracks[i].No == no {
			return &c.Tracks[i]
		}
	}
	return nil
}

// Duty is the duty of a number, nil when there is none.
func (c *Case) Duty(no int) *Duty {
	for i := range c.Duties {
		if c.Duties[i].No == no {
			return &c.Duties[i]
		}
	}
	return nil
}

// Notice is the notice of a number, nil when there is none.
func (c *Case) Notice(no int) *Notice {
	for i := range c.Notices {
		if c.Notices[i].No == no {
			return &c.Notices[i]
		}
	}
	return nil
}

// Hold is the hold of a number, nil when there is none.
func (c *Case) Hold(no int) *Hold {
	for i := range c.Holds {
		if c.Holds[i].No == no {
			return &c.Holds[i]
		}
	}
	return nil
}

// Of lists the claims of a track.
func (c *Case) Of(track int) []*Claim {
	var out []*Claim
	for i := range c.Claims {
		if c.Claims[i].Track == track {
			out = append(out, &c.Claims[i])
		}
	}
	return out
}

// OpenOf lists the claims of a track that are still to be decided.
func (c *Case) OpenOf(track int) []*Claim {
	return slices.DeleteFunc(c.Of(track), func(k *Claim) bool { return k.State != Open })
}

// Deadline is the running (or paused) deadline of a clock on a track, object or
// the case; nil when there is none.
func (c *Case) Deadline(clock string, track int) *Deadline {
	for i := range c.Deadlines {
		d := &c.Deadlines[i]
		if d.Clock == clock && d.Track == track && (d.State == "running" || d.State == "paused") {
			return d
		}
	}
	return nil
}

// Held tells whether an unlifted hold lies over a track.
func (c *Case) Held(track int) *Hold {
	for i := range c.Holds {
		if h := &c.Holds[i]; !h.Lifted && slices.Contains(h.Tracks, track) {
			return h
		}
	}
	return nil
}

// Seat is who holds a role now; the zero person when nobody does.
func (c *Case) Seat(role string) id.Person {
	for i := len(c.Seats) - 1; i >= 0; i-- {
		if s := c.Seats[i]; s.Role == role && !s.Left {
			return s.Person
		}
	}
	return id.Person{}
}

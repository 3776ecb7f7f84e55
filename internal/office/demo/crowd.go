package demo

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
)

// crowd is how many buyers have the same quarrel with one shop: as many as make a
// group of equal cases (mass.cases).
const crowd = 20

// crowdLogin names a buyer of the crowd; nobody signs in by it.
func crowdLogin(i int) string { return "crowd" + strconv.Itoa(i+1) }

func crowdName(i int) string {
	return []string{"吴", "郭", "罗", "高", "梁"}[i%5] + []string{"一帆", "雨桐", "建国", "静"}[i/5]
}

// letCrowdIn registers the crowd: people whom the marketplace knows by a confirmed
// contact and who have no account here.
func (s *Stage) letCrowdIn(ctx context.Context) error {
	for i := range crowd {
		who, err := s.Clerk.Register(ctx, s.system(), "demo", crowdLogin(i), crowdName(i))
		if err != nil {
			return fmt.Errorf("demo: %s: %w", crowdLogin(i), err)
		}
		s.people[crowdLogin(i)] = who
		n, err := s.Clerk.AddContact(ctx, s.system(), who, party.AddContact{Channel: party.SMS, Address: fmt.Sprintf("1390000%04d", i+1)})
		if err == nil {
			err = s.Clerk.VerifyContact(ctx, s.system(), who, n)
		}
		if err != nil {
			return fmt.Errorf("demo: contact of %s: %w", crowdLogin(i), err)
		}
	}
	return nil
}

// crowdScenes: one shop's fruit arrived rotten, twenty times within a week. An officer
// links the cases; they exceed the shop's deposit, whose debits wait.
func crowdScenes() []scene {
	var all []scene
	for i := range crowd {
		file := sep(9, 8, 10).Add(time.Duration(i) * 4 * time.Hour)
		steps := opened(file, file.Add(50*time.Minute), claim("A1", "PARTIAL", "claims/0/amount", strconv.Itoa(2000+i%4*500)))
		if i >= crowd-2 {
			steps = append(steps, do(sep(13, 10, i), "officer", "link_mass", "deposit_risk", "yes", "reason", "同一批次商品的同类投诉，合计超过保证金。"))
		}
		all = append(all, scene{name: "rotten fruit", buyer: crowdLogin(i), shop: "果然鲜生", goods: []goods{{title: "烟台红富士苹果 5 斤装", qty: 1, minor: 4990}}, signed: 20 * time.Hour, steps: steps})
	}
	return all
}

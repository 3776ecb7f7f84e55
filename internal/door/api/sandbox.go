package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// TestClock is the legal clock of a sandbox.
type TestClock struct {
	Now   time.Time  `json:"now" doc:"Legal time."`
	Next  *time.Time `json:"next,omitempty" doc:"The next instant at which something falls due."`
	Stops int        `json:"stops,omitempty" doc:"At how many due instants this move stopped."`
}

// Channels are the ways of service of a sandbox.
type Channels struct {
	Channels []ChannelState `json:"channels"`
}

// ChannelState is one way of service.
type ChannelState struct {
	Channel string `json:"channel"`
	Failing bool   `json:"failing"`
}

// DemoAccounts are the accounts of a demonstration.
type DemoAccounts struct {
	Accounts []DemoAccount `json:"accounts"`
}

// Health says that the process serves.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

func (d *door) sandboxOperations() []operation {
	any := identity.AllScopes()
	out := []operation{{
		id: "health", method: http.MethodGet, path: "/v1/healthz", group: "Service", open: true, free: true,
		summary: wording.Words{ZH: "服务状态", EN: "Health"}, about: wording.Words{ZH: "可以服务时为 200。", EN: "200 when it can serve."}, gives: Health{}, do: d.health,
	}}
	if d.Demo != nil {
		out = append(out, operation{
			id: "demoAccounts", method: http.MethodGet, path: "/v1/demo/accounts", group: "Sandbox", open: true,
			summary: wording.Words{ZH: "演示账号", EN: "Accounts of the demonstration"}, about: wording.Words{ZH: "仅演示时存在。", EN: "It exists in a demonstration only."},
			gives: DemoAccounts{}, do: d.demoAccounts,
		})
	}
	if d.Clock == nil {
		return out
	}
	only := wording.Words{ZH: "仅演练市场。", EN: "In sandboxes only."}
	return append(out,
		operation{
			id: "getTestClock", method: http.MethodGet, path: "/v1/test-clock", group: "Sandbox", scopes: any, gives: TestClock{}, do: d.getClock,
			summary: wording.Words{ZH: "测试时钟", EN: "The test clock"}, about: only,
		},
		operation{
			id: "moveTestClock", method: http.MethodPost, path: "/v1/test-clock", group: "Sandbox", scopes: any, gives: TestClock{}, do: d.moveClock,
			summary: wording.Words{ZH: "拨动测试时钟", EN: "Move the test clock"},
			about:   wording.Words{ZH: "只能向前，途中到期的都会发生。仅演练市场。", EN: "Forward only, stopping at everything due on the way. In sandboxes only."},
			takes:   body("to", map[string]*huma.Schema{"to": {Type: "string", Format: "date-time"}}),
		},
		operation{
			id: "listOutgoing", method: http.MethodGet, path: "/v1/outgoing", group: "Sandbox", scopes: any, gives: NoticeList{}, query: paged(), do: d.outgoing,
			summary: wording.Words{ZH: "发出的消息", EN: "Outgoing messages"}, about: only,
		},
		operation{
			id: "setChannels", method: http.MethodPost, path: "/v1/channels", group: "Sandbox", scopes: any, gives: Channels{}, do: d.setChannels,
			summary: wording.Words{ZH: "让演练渠道失败或恢复", EN: "Let the sandbox channel fail, or work again"}, about: only,
			takes: body("failing", map[string]*huma.Schema{"failing": {Type: "boolean"}}),
		})
}

func (d *door) health(v *visit) (answer, error) {
	if d.Ready != nil {
		if err := d.Ready(v); err != nil {
			return answer{}, request("office/not_ready")
		}
	}
	return answer{body: Health{Status: "ok"}}, nil
}

func (d *door) demoAccounts(v *visit) (answer, error) {
	all, err := d.Demo.Accounts(v)
	return answer{body: DemoAccounts{Accounts: notNil(all)}}, err
}

// sandbox reads the marketplace; outside sandboxes none of this exists.
func (d *door) sandbox(v *visit) (party.Market, error) {
	m, err := d.Clerk.Market(v, v.who.Market)
	if err == nil && !m.Sandbox {
		err = clerk.ErrUnknown
	}
	return m, err
}

func (d *door) clockNow(v *visit, stops int) (TestClock, error) {
	now, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return TestClock{}, err
	}
	next, err := d.Clerk.Docket.NextTimer(v, v.who.Market)
	return TestClock{Now: now, Next: moment(next), Stops: stops}, err
}

func (d *door) getClock(v *visit) (answer, error) {
	if _, err := d.sandbox(v); err != nil {
		return answer{}, err
	}
	out, err := d.clockNow(v, 0)
	return answer{body: out}, err
}

func (d *door) moveClock(v *visit) (answer, error) {
	m, err := d.sandbox(v)
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	to := r.instant("to", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	repeated, err := d.Clerk.Claim(v, v.who)
	if err != nil {
		return answer{}, err
	}
	stops := 0
	if !repeated || to.After(m.LegalTime(d.Clerk.Now())) {
		if stops, err = d.Clock.Step(v, v.unkeyed(), to, nil); err != nil {
			return answer{}, err
		}
	}
	out, err := d.clockNow(v, stops)
	return answer{body: out, replayed: repeated}, err
}

func (d *door) outgoing(v *visit) (answer, error) {
	if _, err := d.sandbox(v); err != nil {
		return answer{}, err
	}
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.Outgoing(v, v.who.Market, after, limit)
	if err != nil {
		return answer{}, err
	}
	return answer{body: noticeList(page)}, nil
}

func (d *door) setChannels(v *visit) (answer, error) {
	m, err := d.sandbox(v)
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	failing := r.truth("failing", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	repeated, err := d.Clerk.Claim(v, v.who)
	if err != nil {
		return answer{}, err
	}
	on := slices.Clone(m.Channels)
	out := Channels{Channels: []ChannelState{}}
	for i := range on {
		if on[i].Channel == party.SandboxChannel {
			on[i].Failing = failing
		}
		out.Channels = append(out.Channels, ChannelState{Channel: string(on[i].Channel), Failing: on[i].Failing})
	}
	if err := d.Clerk.SetChannels(v, v.unkeyed(), on); err != nil {
		return answer{}, err
	}
	return answer{body: out, replayed: repeated}, nil
}

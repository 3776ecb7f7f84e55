package web

import (
	"context"

	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

func (h *house) Help(_ context.Context, lang text.Lang, query string) (view.Help, error) {
	l := tongue(lang)
	if query != "" {
		return view.Help{Query: query}, nil
	}
	return view.Help{Groups: []view.HelpGroup{
		{Name: l.s("钱", "Money"), Terms: []view.HelpTerm{
			{ID: "frozen", Word: l.s("冻结", "Frozen"), Says: l.s("争议没有结果前，这笔钱谁都不能提走。", "Until there is a result, nobody can take this money.")},
			{ID: "deposit", Word: l.s("保证金", "Deposit"), Says: l.s("商家预先存在平台的钱，用来赔付消费者。", "Money the merchant left with the platform."), Source: l.s("《电子商务法》第58条", "E-Commerce Law, art. 58")},
		}},
		{Name: l.s("时间和通知", "Time and notices"), Terms: []view.HelpTerm{{ID: "workday", Word: l.s("工作日", "Working day"), Says: l.s("周一到周五，不算法定节假日。", "Monday to Friday without holidays."), Unsure: l.s("未核实，可修改的默认值", "not verified, an editable default")}}},
	}}, nil
}

package demo

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// bringing takes a file of a kind of evidence in and gives its SHA-256.
type bringing func(kind string) string

// fill gives believable inputs for the fields offered: the value set for a path,
// else the first that is allowed. Optional inputs are left out unless set.
func fill(move string, fields []dispute.Field, set map[string]string, path string, bring bringing) dispute.Answers {
	var out dispute.Answers
	for _, f := range fields {
		at := path + f.Name
		value, given := set[at]
		if !f.Required && !given && !anyUnder(set, at+"/") {
			continue
		}
		if a, ok := answer(move, f, value, given, set, at, out, bring); ok {
			out = append(out, a)
		}
	}
	return out
}

func anyUnder(set map[string]string, prefix string) bool {
	for k := range set {
		if strings.HasPrefix(k, prefix) {
			return true
		}
	}
	return false
}

func answer(move string, f dispute.Field, value string, given bool, set map[string]string, at string, so dispute.Answers, bring bringing) (dispute.Answer, bool) {
	a := dispute.Answer{Name: f.Name}
	switch f.Kind {
	case dispute.Choice, dispute.Staff:
		a.Value = value
		if !given {
			a.Value = first(f, so)
		}
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		a.List = strings.Split(value, ",")
		if !given {
			a.List = nil
			for _, o := range f.Choices {
				a.List = append(a.List, o.Value)
			}
		}
	case dispute.Sum, dispute.Number:
		a.Minor = f.Max
		if given {
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				return a, false
			}
			a.Minor = min(max(n, f.Min), f.Max)
		}
	case dispute.Text:
		a.Text, a.Sealed = said(move, f.Name), true
		if given {
			a.Text = value
		}
	case dispute.Confirm:
		a.Value = "yes"
	case dispute.Seen:
		a.Value = f.Must
	case dispute.Code:
		a.Value = value
		if !given {
			a.Value = "SF1023456789"
		}
	case dispute.Digest:
		a.Value = bring(kindOf(f.Name, set[strings.TrimSuffix(at, f.Name)+"kind"]))
	case dispute.Instant:
		when := f.Earliest
		if when.IsZero() {
			when = f.Latest
		}
		a.At = &when
	case dispute.Absent:
		return a, false
	case dispute.Group:
		for i := range int(max(f.Min, given1(set, at))) {
			items := fill(move, f.Fields, set, at+"/"+strconv.Itoa(i)+"/", bring)
			if f.Distinct && len(items) > 0 && i < len(f.Fields[0].Choices) && set[at+"/"+strconv.Itoa(i)+"/"+f.Fields[0].Name] == "" {
				items[0].Value = f.Fields[0].Choices[i].Value
			}
			a.Items = append(a.Items, items)
		}
	}
	return a, true
}

// kindOf is the kind of a file: as the exhibit says, else what the input is for.
func kindOf(field, kind string) string {
	if kind == "" {
		return field
	}
	return kind
}

// given1 is how many items of a group are set.
func given1(set map[string]string, at string) int64 {
	n := int64(0)
	for anyUnder(set, at+"/"+strconv.FormatInt(n, 10)+"/") {
		n++
	}
	return n
}

// first is the first value allowed; of a pair, the one that belongs to what was
// chosen before (an offer and its hash).
func first(f dispute.Field, so dispute.Answers) string {
	for _, o := range f.Choices {
		for _, before := range so {
			if o.Label != "" && o.Label == before.Value {
				return o.Value
			}
		}
	}
	if len(f.Choices) == 0 {
		return ""
	}
	return f.Choices[0].Value
}

// storyOf is what somebody tells of a reason (domain.md §2.2).
func storyOf(reason string) string {
	switch reason {
	case "A1":
		return "打开就发现有问题，照片是收到当天拍的，希望部分退款。"
	case "B1":
		return "收到的和页面描述不一样，材质和颜色都对不上，没有使用过，要求退货退款。"
	case "D2":
		return "已经超过承诺的发货时间，客服一直说在安排，到现在没有任何物流。"
	case "L3":
		return "款项已经退给买家，商品一直没有寄回，多次联系没有答复。"
	default:
		return said("submit", "story")
	}
}

// said is what somebody writes on an occasion.
func said(move, field string) string {
	texts := map[string]string{
		"submit/story": "快递显示已签收，但我和家人都没有收到包裹，驿站也查不到。", "answer/reason": "仓库已按时发货，物流显示签收，请您核对是否由家人代收。",
		"message/text": "您好，请问能提供一下当天的派送照片吗？", "reject/reason": "所述交易不属于本平台管理范围。", "reject/routes": "您可以向 12315 平台投诉，或向人民法院起诉。",
		"ask_cure/reason": "请补充订单对应的收货人信息。", "cure/items": "已补充订单收货人信息。", "review_rejection/reason": "订单是在本平台下的，请再看一次。",
		"rule/reasons": "商家未能提供签收人身份及代收授权，应承担举证不能的后果。", "appeal/reason": "快递公司出具了加盖公章的派送证明，属于新的事实。",
		"give_address/address": "浙江省杭州市余杭区文一西路 100 号 3 幢 售后部", "send_back/waybill": "SF1399988877766", "contest_return/reason": "退回的商品与发出的不是同一件，序列号不符。",
		"challenge_settlement/proof": "接受方案时对商品型号有重大误解，聊天记录可以证明。", "stay/reason": "双方约定先自行协商。", "order_test/object": "退回的耳机一副", "order_test/body": "某某质量检验中心",
	}
	if t := texts[move+"/"+field]; t != "" {
		return t
	}
	return "情况属实，详见所附材料。"
}

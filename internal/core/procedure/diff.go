package procedure

import (
	"slices"
	"strings"
)

// Change is one thing in which two procedures differ.
type Change struct {
	Section string // as in Entry
	Key     string
	Kind    string  // "added", "removed", "changed"
	Field   string  // of a change: the key below, "len"
	Was, Is string  // the texts of the field that changed
	Fields  []Field // of what was added or removed
}

// Diff is how b differs from a: by section, in the order of the files; what only b
// has stands at the end of its section. Rows of one move that came and went are
// told as changes as far as they pair up.
func Diff(a, b Procedure) []Change {
	before, after := Outline(a), Outline(b)
	var changes []Change
	for _, section := range sections(before, after) {
		was, is := only(before, section), only(after, section)
		if section == "moves" {
			was, is = paired(was, is)
		}
		for _, e := range was {
			if i := indexOf(is, e.Key); i >= 0 {
				changes = append(changes, changed(e, is[i])...)
			} else {
				changes = append(changes, Change{Section: section, Key: plainKey(e.Key), Kind: "removed", Fields: e.Fields})
			}
		}
		for _, e := range is {
			if indexOf(was, e.Key) < 0 {
				changes = append(changes, Change{Section: section, Key: plainKey(e.Key), Kind: "added", Fields: e.Fields})
			}
		}
	}
	return changes
}

func sections(lists ...[]Entry) (names []string) {
	for _, entries := range lists {
		for _, e := range entries {
			if !slices.Contains(names, e.Section) {
				names = append(names, e.Section)
			}
		}
	}
	return names
}

func only(entries []Entry, section string) (some []Entry) {
	for _, e := range entries {
		if e.Section == section {
			some = append(some, e)
		}
	}
	return some
}

func indexOf(entries []Entry, key string) int {
	return slices.IndexFunc(entries, func(e Entry) bool { return e.Key == key })
}

// paired drops the rows that stand in both lists and numbers what is left of each
// move, so that the first that went is compared with the first that came.
func paired(was, is []Entry) (left, right []Entry) {
	return numbered(without(was, is)), numbered(without(is, was))
}

func without(entries, others []Entry) (left []Entry) {
	others = slices.Clone(others)
	for _, e := range entries {
		same := slices.IndexFunc(others, func(o Entry) bool { return o.Key == e.Key && slices.Equal(o.Fields, e.Fields) })
		if same < 0 {
			left = append(left, e)
			continue
		}
		others = slices.Delete(others, same, same+1)
	}
	return left
}

func numbered(entries []Entry) (out []Entry) {
	count := map[string]int{}
	for _, e := range entries {
		count[e.Key]++
		e.Key += strings.Repeat("#", count[e.Key])
		out = append(out, e)
	}
	return out
}

func plainKey(key string) string { return strings.TrimRight(key, "#") }

// changed are the fields in which two entries of one key differ.
func changed(a, b Entry) (changes []Change) {
	add := func(field, was, is string) {
		if was != is {
			changes = append(changes, Change{Section: a.Section, Key: plainKey(a.Key), Kind: "changed", Field: field, Was: was, Is: is})
		}
	}
	for _, f := range a.Fields {
		add(f.Name, f.Text, b.field(f.Name))
	}
	for _, f := range b.Fields {
		if a.field(f.Name) == "" {
			add(f.Name, "", f.Text)
		}
	}
	return changes
}

func (e Entry) field(name string) string {
	for _, f := range e.Fields {
		if f.Name == name {
			return f.Text
		}
	}
	return ""
}

// EN is the change in English.
func (c Change) EN() string {
	return c.say(0, map[string]string{
		"added": "added", "removed": "removed", "nothing": "nothing",
		"was": "was “", "is": "”, is “", "end": "”", "sep": "; ",
	}, ": ")
}

// ZH is the change in Chinese; ids and notation stay as they are.
func (c Change) ZH() string {
	return c.say(1, map[string]string{
		"added": "新增", "removed": "删除", "nothing": "无",
		"was": "原为“", "is": "”，现为“", "end": "”", "sep": "；",
	}, "：")
}

func (c Change) say(language int, kinds map[string]string, colon string) string {
	or := func(text string) string {
		if text == "" {
			return kinds["nothing"]
		}
		return text
	}
	name := strings.TrimSpace(label(c.Section, language) + " " + c.Key)
	if c.Kind != "changed" {
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, label(f.Name, language)+" "+f.Text)
		}
		return strings.TrimSuffix(name+" "+kinds[c.Kind]+colon+strings.Join(fields, kinds["sep"]), colon)
	}
	if field := label(c.Field, language); c.Field != "value" {
		name += " · " + field
	}
	if strings.Contains(c.Was+c.Is, "→") {
		return name + colon + kinds["was"] + or(c.Was) + kinds["is"] + or(c.Is) + kinds["end"]
	}
	return name + colon + or(c.Was) + " → " + or(c.Is)
}

// label is what a key of the file is called: English, then Chinese.
func label(key string, language int) string {
	if names, ok := labels()[key]; ok {
		return names[language]
	}
	return key
}

func labels() map[string][2]string {
	return map[string][2]string{
		"procedure": {"procedure", "程序"}, "features": {"feature", "功能"}, "service": {"service", "送达"},
		"limits": {"setting", "设置"}, "filing": {"filing", "申请"}, "stages": {"stage", "阶段"},
		"duties": {"duty", "履行项"}, "holds": {"hold", "停程"}, "clocks": {"clock", "期限"}, "moves": {"move", "动作"},
		"umbrellas": {"umbrella", "总期限"}, "separations": {"separation", "回避分离"},
		"execution": {"execution", "执行"}, "publish": {"publication", "公开"},
		"version": {"version", "版本"}, "effective_from": {"effective from", "生效日"},
		"transitional": {"open cases", "过渡办法"}, "law_pack": {"law pack", "法规包"}, "calendar": {"calendar", "日历"},
		"zone": {"zone", "时区"}, "languages": {"languages", "语言"}, "after_receipt": {"served after receipt", "回执后视为送达"},
		"quiet_hours": {"quiet hours", "免打扰时段"}, "reminders": {"reminders", "提醒"}, "fallback": {"fallback", "替代送达"},
		"late": {"filed late", "逾期申请"}, "reject_grounds": {"grounds of rejection", "不予受理理由"}, "claim_filter": {"claims admitted", "受理范围"},
		"id": {"id", "标识"}, "clock": {"clock", "期限"}, "zh": {"name", "名称"}, "phase": {"phase", "阶段类别"}, "owner": {"owner", "责任人"},
		"initial": {"initial", "起点"}, "terminal": {"terminal", "终点"}, "feature": {"feature", "功能"}, "over": {"over", "范围"},
		"len": {"length", "长度"}, "until": {"until", "至"}, "start": {"start", "起算"}, "roll": {"rolls", "顺延"}, "variants": {"variants", "变体"},
		"rest_guard": {"rest guard", "休息日保护"}, "business_hours": {"opening hours", "营业时间"}, "extend": {"extension", "延长"},
		"min": {"least", "最短"}, "max": {"most", "最长"}, "cap": {"cap", "上限"}, "pause": {"pauses", "暂停"}, "moved_by": {"moved by", "随之顺延"},
		"remind": {"reminders", "提醒"}, "alert": {"alert", "警示"}, "task": {"task", "任务"}, "parties": {"parties", "当事人"}, "kind": {"kind", "种类"},
		"once": {"once", "仅一次"}, "repeat": {"repeats", "重复"}, "replaces": {"replaces", "替代"}, "never_before": {"never before", "不早于"},
		"lifted_by": {"lifted by", "不受限"}, "opens_escalation": {"opens escalation", "可申请介入"}, "unless": {"unless", "除非"}, "expiry": {"on expiry", "到期"},
		"from": {"from", "自"}, "by": {"by", "由"}, "guard": {"guard", "条件"}, "as": {"as", "作为"}, "to": {"to", "至"},
		"base": {"parts", "组成"}, "tight": {"parts, tight", "紧凑组成"}, "extensions": {"extensions", "延长"}, "calendar_check": {"over the calendar", "按日历核算"},
		"sources": {"sources", "资金来源"}, "deposit_notice": {"deposit notice", "保证金通知"}, "buyer_debtor": {"buyer as debtor", "买家为债务人"}, "debit_at_open": {"debit at opening", "立案即扣"},
	}
}

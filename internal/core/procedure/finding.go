package procedure

import (
	"fmt"
	"maps"
	"slices"
)

// Finding is one thing a procedure file must not have.
type Finding struct {
	Code  string // stable: "no_timer_exit"
	Place string // key in the file: "stages.EVIDENCE", "moves[12]"
	EN    string // what is wrong, then what to do
	ZH    string
}

// String is the finding in English, as a terminal shows it.
func (f Finding) String() string { return f.Place + ": " + f.EN + " [" + f.Code + "]" }

// findings gathers what is wrong, each thing once.
type findings struct{ all []Finding }

func (f *findings) add(place, code string, args ...any) {
	t, ok := findingTexts()[code]
	if !ok {
		panic("procedure: no text for finding " + code)
	}
	found := Finding{Code: code, Place: place, EN: fmt.Sprintf(t[0], args...), ZH: fmt.Sprintf(t[1], args...)}
	if !slices.Contains(f.all, found) {
		f.all = append(f.all, found)
	}
}

// findingTexts are what is wrong and what to do, in English and Chinese; both take
// the same arguments.
func findingTexts() map[string][2]string {
	return map[string][2]string{
		"unknown_word": {
			"“%[1]s” is no word for %[2]s; use one that code knows, or have it added",
			"“%[1]s”不是已知的 %[2]s 用词；请改用代码认识的词，或先在代码中添加",
		},
		"unknown_stage": {
			"there is no stage or duty state %[1]s; correct the name, or redirect it in the file that removes it",
			"没有 %[1]s 这个阶段或履行状态；请更正名称，或在删除它的文件中改道",
		},
		"unknown_clock": {
			"there is no clock %[1]s; correct the name or take it out",
			"没有 %[1]s 这个期限；请更正名称或删去",
		},
		"name_twice": {
			"%[1]s names two places; rename one of them",
			"%[1]s 同时是两处的名称；请改其中一个",
		},
		"initial": {
			"%[1]d stages are marked initial; mark exactly one, which is not terminal",
			"标为 initial 的阶段有 %[1]d 个；应恰有一个，且不是终点",
		},
		"phase": {
			"the phase “closed” and the mark terminal go together; set both or neither",
			"阶段类别 closed 与 terminal 标记必须同时出现；请同时写上或同时删去",
		},
		"terminal_waits": {
			"a terminal place has an owner, a clock or a move out of it; take those away",
			"终点不应有责任人、期限或后续动作；请删去",
		},
		"ownerless": {
			"nobody is to act here; name the owner",
			"此处无人负责；请写明 owner",
		},
		"clockless": {
			"no clock runs here, so it could last for ever; list one",
			"此处没有期限，可能永远停留；请列出期限",
		},
		"unreachable": {
			"nothing leads here; add a move or expiry that does, or take it out",
			"没有任何途径到达此处；请增加动作或到期去向，或删去",
		},
		"no_timer_exit": {
			"after %[1]s no clock is sure to run that leads out of here by itself; start one there, or let a running one lead out in every case",
			"经 %[1]s 到达后，没有一定会运行并自动离开此处的期限；请在那里起算一个期限，或让已有期限在任何情形下都离开",
		},
		"timer_circle": {
			"timers alone lead round in a circle: %[1]s; let one of them lead elsewhere",
			"仅凭到期会循环：%[1]s；请让其中一个通向别处",
		},
		"no_hold_end": {
			"no clock of this hold ends it; let one of them do %[1]s",
			"此停程没有能结束它的期限；请让其中一个执行 %[1]s",
		},
		"never_starts": {
			"nothing in this file produces %[1]s, so the clock could never start by it; correct the start or add the move",
			"本文件中没有产生 %[1]s 的动作，期限无法据此起算；请更正起算点或增加动作",
		},
		"homeless": {
			"no stage, duty state or hold lists this clock, and it is of no kind of its own; list it or give its kind",
			"没有阶段、履行状态或停程列出此期限，也未注明种类；请列入或写明 kind",
		},
		"expiry_conditional": {
			"the last entry of the expiry has a condition, so it may do nothing; add one without",
			"到期处理的最后一项带有条件，可能什么都不做；请补上无条件的一项",
		},
		"expiry_shadowed": {
			"this entry has no condition, so those after it are never reached; move it to the end",
			"此项没有条件，其后的各项永远不会执行；请移到最后",
		},
		"expiry_empty": {
			"this entry does nothing; let it do something, lead somewhere or tell somebody",
			"此项什么都不做；请写明 do、to 或 alert",
		},
		"rows_contradict": {
			"moves[%[1]d] allows the same move to the same actor here and leads elsewhere (%[2]s, not %[3]s); give the two guards x and not_x",
			"moves[%[1]d] 允许同一主体在此作同一动作，却通向别处（%[2]s 而非 %[3]s）；请为两行加上互斥的条件 x 与 not_x",
		},
		"length": {
			"the clock cannot be counted: its length, opening hours or rest guard are out of bounds; correct them",
			"期限无法计算：长度、营业时间或休息日保护超出范围；请更正",
		},
		"length_bounds": {
			"%[1]s does not lie between min and max, or an extension is longer than its max; correct one of them",
			"%[1]s 不在 min 与 max 之间，或延长超过其 max；请更正",
		},
		"extension_without_move": {
			"the clock is made longer by %[1]s, but no row allows that move; add the row or drop the extension",
			"期限由 %[1]s 延长，但没有允许该动作的行；请增加该行或删去延长",
		},
		"umbrella_missing": {
			"this clock is an umbrella, but nothing says what must fit into it; add it to umbrellas",
			"此期限是总期限，但没有写明应容纳哪些部分；请在 umbrellas 中补上",
		},
		"umbrella_tight": {
			"the parts (%[1]s) make %[2]s, more than the %[3]s of the clock; shorten a part or lengthen the clock",
			"各部分（%[1]s）合计 %[2]s，超过该期限的 %[3]s；请缩短某一部分或延长该期限",
		},
		"part_missing": {
			"%[1]s has no length; name a part that has",
			"%[1]s 没有期限长度；请改写有长度的部分",
		},
		"umbrella_units": {
			"the parts (%[1]s) and the clock count different units; use one unit, or calendar_check",
			"各部分（%[1]s）与该期限的单位不同；请统一单位，或改用 calendar_check",
		},
		"umbrella_extension": {
			"%[1]s may make its clock longer, but does not move this one; let it, or count it among the parts",
			"%[1]s 可延长其期限，却不带动此期限；请写明 moves，或计入各部分",
		},
		"umbrella_calendar": {
			"begun on %[1]s the parts take %[2]d days, the clock has %[3]d; shorten a part or lengthen the clock",
			"自 %[1]s 起，各部分共需 %[2]d 日，而该期限只有 %[3]d 日；请缩短某一部分或延长该期限",
		},
		"separation_missing": {
			"one person could be both %[1]s and %[2]s in a case; add the pair to separations",
			"同一人可能在同一案件中兼任 %[1]s 与 %[2]s；请在 separations 中补上",
		},
		"separation_same": {
			"a pair names %[1]s twice; name two capacities",
			"同一对中两次写了 %[1]s；请写两种身份",
		},
		"feature_undeclared": {
			"%[1]s is switched by this, but features does not name it; add it",
			"此处由 %[1]s 开关控制，但 features 中没有它；请补上",
		},
		"feature_no_stage": {
			"the feature %[1]s is on, but no stage has the phase %[2]s; switch it off or add the stage",
			"功能 %[1]s 已开启，但没有 %[2]s 类阶段；请关闭该功能或增加阶段",
		},
		"feature_off_stage": {
			"the feature %[1]s is off, but this stage of phase %[2]s does not name it; remove the stage, or write feature: %[1]s",
			"功能 %[1]s 已关闭，但此 %[2]s 类阶段未注明 feature；请删除该阶段，或写明 feature: %[1]s",
		},
		"limit_number": {"this setting is a number; write digits only", "此设置应为数字；请只写数字"},
		"limit_length": {"this setting is a length; write 72h, 7nd or the like", "此设置应为期限；请写成 72h、7nd 等"},
		"limit_list":   {"this setting is a list; write [a, b]", "此设置应为列表；请写成 [a, b]"},
		"limit_least": {
			"this setting may be raised, not set below %[1]s; raise it",
			"此设置只可提高，不得低于 %[1]s；请提高",
		},
		"service_missing": {
			"clocks start at service, but the file does not say when a notice is served; add service.served_at",
			"有期限自送达起算，但文件没有写明何时视为送达；请补上 service.served_at",
		},
		"calendar_missing": {
			"no start day lies in the published calendar, so the sum cannot be proved; load the calendar %[1]s",
			"没有一个起算日在已公布的日历范围内，无法核算；请加载日历 %[1]s",
		},
		"other_machine": {
			"%[1]s and %[2]s do not belong to one machine; lead to a place of the same kind",
			"%[1]s 与 %[2]s 不属于同一状态机；请通向同类的去向",
		},
		"too_complex": {
			"there are more than %[1]d ways to stand somewhere; simplify the file",
			"可能的状态组合超过 %[1]d 种；请简化文件",
		},
	}
}

func set(words []string) map[string]bool {
	in := make(map[string]bool, len(words))
	for _, w := range words {
		in[w] = true
	}
	return in
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

package wording

import (
	"fmt"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// chinese are the sentences of deadline.go in simplified Chinese.
type chinese struct{}

func (chinese) length(s workday.Span) string {
	unit := map[workday.Unit]string{
		workday.Hours: "小时", workday.NaturalDays: "个自然日", workday.WorkingDays: "个工作日", workday.Months: "个月",
	}
	return fmt.Sprintf("%d %s", s.N, unit[s.Unit])
}

func (chinese) time(d time.Duration) string {
	hours, minutes := int(d.Hours()), int(d.Minutes())%60
	switch {
	case hours == 0:
		return fmt.Sprintf("%d 分钟", minutes)
	case minutes == 0:
		return fmt.Sprintf("%d 小时", hours)
	}
	return fmt.Sprintf("%d 小时 %d 分钟", hours, minutes)
}

func (c chinese) moment(w when) string {
	year := ""
	if w.year {
		year = fmt.Sprintf("%d年", w.day().Year())
	}
	return year + c.date(w.day()) + w.clock()
}

func (chinese) weekday(w time.Weekday) string {
	return "周" + []string{"日", "一", "二", "三", "四", "五", "六"}[w]
}

func (c chinese) date(t time.Time) string {
	return fmt.Sprintf("%d月%d日（%s）", t.Month(), t.Day(), c.weekday(t.Weekday()))
}

func (c chinese) span(from, to, base workday.Date) string {
	text := c.day(from, base)
	if from == to {
		return text
	}
	year, month, _ := from.Civil()
	if y, m, d := to.Civil(); y == year && m == month {
		return fmt.Sprintf("%s至%d日（%s）", text, d, c.weekday(to.Weekday()))
	}
	return text + "至" + c.day(to, from)
}

// day names the year only where it is not that of the base.
func (c chinese) day(d, base workday.Date) string {
	year, month, dayOfMonth := d.Civil()
	text := c.date(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC))
	if year != base.Year() {
		return fmt.Sprintf("%d年%s", year, text)
	}
	return text
}

func (chinese) byHours(name, length, at, began string) string {
	return fmt.Sprintf("「%s」：%s，自%s（%s）起连续计算，周末和节假日照常计时。", name, length, at, began)
}

func (chinese) byOpenHours(name, length, at, began, open, closes string) string {
	return fmt.Sprintf("「%s」：%s，自%s（%s）起计算，只计每天 %s–%s 之间的时间。", name, length, at, began, open, closes)
}

func (chinese) byDays(name, length, at, began string) string {
	return fmt.Sprintf("「%s」：%s，自%s（%s）起算，当日不计。", name, length, at, began)
}

func (chinese) resumedHours(name, length, stopped, left, resumed string) string {
	return fmt.Sprintf("「%s」：%s。%s暂停，剩余%s；%s恢复，继续计时。", name, length, stopped, apart(left), resumed)
}

func (chinese) resumedDays(name, length, stopped, left, resumed string) string {
	return fmt.Sprintf("「%s」：%s。%s暂停，剩余%s；%s恢复，当日不计。", name, length, stopped, apart(left), resumed)
}

func (chinese) lessThan(one string) string { return "不足 " + one }

// apart puts a space before a number, as between Chinese and figures.
func apart(text string) string {
	if strings.IndexAny(text, "0123456789") == 0 {
		return " " + text
	}
	return text
}

func (chinese) counted(n int, runs []string) string {
	return fmt.Sprintf("计入 %d 个工作日：%s。", n, strings.Join(runs, "、"))
}

func (chinese) everyDay(n int, runs []string) string {
	return fmt.Sprintf("计入 %d 个自然日（周末和节假日照计）：%s。", n, strings.Join(runs, "、"))
}

func (chinese) matchingDay(run string) string {
	return "期满日为" + run + "：到期月份的对应日，没有对应日的为该月最后一日。"
}

func (chinese) skipped(runs []string) string {
	return "不计入：" + strings.Join(runs, "；") + "。"
}

func (chinese) restDay(run string, s workday.Stretch) string {
	if s.Why == workday.Holiday {
		return run + "，" + s.Name.ZH + "放假"
	}
	return run + "，周末"
}

// makeupDay: 2月14日（周六，春节调休上班）.
func (chinese) makeupDay(run string, s workday.Stretch) string {
	return strings.TrimSuffix(run, "）") + "，" + s.Name.ZH + "调休上班）"
}

func (chinese) rolled(rest []string, to string) string {
	if len(rest) == 0 {
		return "最后一日是休息日，顺延至下一个工作日：" + to + "。"
	}
	return "最后一日落在休息日：" + strings.Join(rest, "；") + "。顺延至下一个工作日：" + to + "。"
}

func (chinese) guarded(was string, rest []string, to string) string {
	if len(rest) == 0 {
		return fmt.Sprintf("原应于%s届满，但全程落在休息日，改为在第一个工作日届满：%s。", was, to)
	}
	return fmt.Sprintf("原应于%s届满，但全程落在休息日：%s。改为在第一个工作日届满：%s。", was, strings.Join(rest, "；"), to)
}

func (chinese) changed(c workday.Change, by, was, is string) string {
	switch c {
	case workday.Extended:
		return fmt.Sprintf("延长 %s：由%s改为%s。", by, was, is)
	case workday.Shifted:
		return fmt.Sprintf("相关期限延后，本期限随之顺延 %s：由%s改为%s。", by, was, is)
	case workday.Restored:
		return fmt.Sprintf("平台曾中断服务，补回 %s：由%s改为%s。", by, was, is)
	case workday.Least:
		return fmt.Sprintf("恢复后至少保留 %s：由%s改为%s。", by, was, is)
	case workday.Capped:
		return fmt.Sprintf("为与相关期限衔接，提前到%s届满（原应为%s）。", is, was)
	case workday.Kept:
		return fmt.Sprintf("按新公布的日历应为%s；已告知的期限不缩短，仍为%s。", was, is)
	default: // Rolled and Guarded have sentences of their own
		return ""
	}
}

func (chinese) provisional() string {
	return "暂定：部分日期的放假安排尚未公布。暂以周一至周五为工作日。公布后，本期限只会得到确认或延后，不会提前。"
}

func (chinese) due(at string) string {
	return "截止：" + at + "，在此之前完成即为按时。"
}

func (chinese) then(what string) string { return "到期后：" + what + "。" }

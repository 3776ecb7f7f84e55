package text

import (
	"fmt"
	"strings"
	"time"
)

func weekdayZH(d time.Weekday) string {
	return string([]rune("日一二三四五六")[d])
}

// Day writes a date with its weekday: 11月24日（周二）, Tue 24 Nov; the year only
// when it is not that of now. Both instants are in the zone they are shown in.
func (t *Text) Day(day, now time.Time) string {
	if t.Lang == English {
		if day.Year() == now.Year() {
			return day.Format("Mon 2 Jan")
		}
		return day.Format("Mon 2 Jan 2006")
	}
	short := fmt.Sprintf("%d月%d日（周%s）", day.Month(), day.Day(), weekdayZH(day.Weekday()))
	if day.Year() == now.Year() {
		return short
	}
	return fmt.Sprintf("%d年%s", day.Year(), short)
}

// At writes an instant to the minute: 11月24日（周二）18:00.
func (t *Text) At(at, now time.Time) string {
	return t.join(t.Day(at, now), at.Format("15:04"))
}

// Till writes the end of a period. Midnight belongs to the day it ends: what is
// due at 00:00 of the 25th is written 24:00 of the 24th (design §5).
func (t *Text) Till(due, now time.Time) string {
	if due.Hour() == 0 && due.Minute() == 0 && due.Second() == 0 {
		return t.join(t.Day(due.AddDate(0, 0, -1), now), "24:00")
	}
	return t.At(due, now)
}

func (t *Text) join(day, clock string) string {
	if t.Lang == English {
		return day + ", " + clock
	}
	return day + clock
}

// Left writes how long there still is, in its two largest units: 3 天 2 小时. It is
// only shown beside the absolute time. Less than a minute is one minute.
func (t *Text) Left(d time.Duration) string {
	minutes := max(int64(d/time.Minute), 1)
	days, hours, minutes := minutes/1440, minutes/60%24, minutes%60
	var parts []string
	add := func(n int64, zh, en string) {
		if n == 0 {
			return
		}
		switch {
		case t.Lang == Chinese:
			parts = append(parts, fmt.Sprintf("%d %s", n, zh))
		case n == 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, en))
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, en))
		}
	}
	add(days, "天", "day")
	add(hours, "小时", "hour")
	if days == 0 {
		add(minutes, "分钟", "minute")
	}
	return strings.Join(parts, " ")
}

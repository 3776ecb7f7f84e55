package wording

import "time"

// KeptSince is what everybody who sees an exhibit reads of one that its person had kept
// before: the moment is as a clock of the marketplace shows it.
// Source: mission M58; it says that the bytes did not change, never that they are true.
func KeptSince(at time.Time) Words {
	return Words{
		ZH: "该文件于" + Moment(at, ZH) + "存入证据柜，此后未变。",
		EN: "This file was put into the evidence locker on " + Moment(at, EN) + " and has not changed since.",
	}
}

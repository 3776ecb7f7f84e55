package rulebookfile

import (
	"fmt"
	"strings"
)

// Problem is one thing wrong with a file: where, what, and how to mend it.
type Problem struct {
	File  string
	Line  int    // 1 for the first; 0 when the file as a whole is meant
	Place string // "clocks.K_ANS.len"; "" outside any key
	Code  string // stable, e.g. "duplicate_key"
	EN    string // what is wrong, then how to mend it
	ZH    string
}

// Error is "file:line: place: what; how to mend".
func (p Problem) Error() string {
	at := p.File
	if p.Line > 0 {
		at = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	if p.Place != "" {
		at += ": " + p.Place
	}
	return at + ": " + p.EN
}

// Problems is everything found wrong in one reading, in the order of the file.
type Problems []Problem

// maxProblems is how many are told at once; the rest are seen after mending.
const maxProblems = 50

// Error has one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i := range p {
		lines[i] = p[i].Error()
	}
	return strings.Join(lines, "\n")
}

func (p *Problems) add(n *node, code string, args ...any) {
	if len(*p) >= maxProblems {
		return
	}
	t, known := problemTexts()[code]
	if !known {
		panic("rulebookfile: no text for problem " + code)
	}
	*p = append(*p, Problem{
		File: n.file, Line: n.line, Place: n.place, Code: code,
		EN: fmt.Sprintf(t.en, args...), ZH: fmt.Sprintf(t.zh, args...),
	})
}

// all is the error to return: nil, or every problem.
func (p Problems) all() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

type problemText struct{ en, zh string }

// Each text says what is wrong; how to mend it. Both languages take the same arguments.
func problemTexts() map[string]problemText {
	return map[string]problemText{
		"no_file":            {"there is no such file; built-in procedures are %[1]s", "没有这个文件；内置程序有 %[1]s"},
		"too_big":            {"the file is larger than %[1]d bytes; shorten it", "文件超过 %[1]d 字节；请缩短"},
		"not_utf8":           {"the file is not UTF-8; save it as UTF-8", "文件不是 UTF-8 编码；请另存为 UTF-8"},
		"not_yaml":           {"this is not YAML (%[1]s); mend the indentation or the brackets here", "不是合法的 YAML（%[1]s）；请检查此处的缩进或括号"},
		"empty":              {"the file is empty; write a map that begins with “procedure:”", "文件是空的；请写入以 procedure: 开头的映射"},
		"many_documents":     {"a second document begins here; keep one document in a file", "此处开始了第二个文档；一个文件只放一个文档"},
		"alias":              {"anchors and aliases are refused; write the value out", "不接受锚点和别名；请写出完整的值"},
		"tag":                {"the tag %[1]s is refused; write a plain value", "不接受标签 %[1]s；请写普通的值"},
		"duplicate_key":      {"%[1]s stands here a second time; keep one of the two", "%[1]s 在此重复出现；请只保留一个"},
		"key_not_text":       {"a key must be a plain text; write a name", "键必须是普通文本；请写名称"},
		"too_deep":           {"values are nested deeper than %[1]d; flatten them", "嵌套超过 %[1]d 层；请减少层次"},
		"too_many":           {"there are more than %[1]d entries; take some out", "超过 %[1]d 项；请删减"},
		"unknown_key":        {"%[1]s is not a key here; use one of %[2]s", "此处没有 %[1]s 这个键；可用的有 %[2]s"},
		"missing_key":        {"%[1]s is missing; add it", "缺少 %[1]s；请补上"},
		"not_text":           {"a text is wanted; write one value", "此处应为文本；请写一个值"},
		"not_number":         {"a whole number from %[1]d to %[2]d is wanted; write one", "此处应为 %[1]d 到 %[2]d 的整数；请改正"},
		"not_bool":           {"true or false is wanted; write one of them", "此处应为 true 或 false；请改正"},
		"not_list":           {"a list is wanted; write [a, b]", "此处应为列表；请写成 [a, b]"},
		"not_map":            {"a map is wanted; write {key: value}", "此处应为映射；请写成 {键: 值}"},
		"nothing":            {"the value is empty; write one, or take the key out", "值为空；请填写，或删去这个键"},
		"bad_id":             {"“%[1]s” cannot be an id; write capitals, digits and _, a capital first, at most 40", "“%[1]s”不能作标识；请用大写字母、数字和 _，以大写字母开头，最多 40 个字符"},
		"bad_name":           {"“%[1]s” cannot be a name; write letters, digits and _, a letter first", "“%[1]s”不能作名称；请用字母、数字和 _，以字母开头"},
		"bad_key":            {"“%[1]s” cannot name a document or setting; write small letters, digits, - _ and .", "“%[1]s”不能作文档或设置的名称；请用小写字母、数字、- _ 和 ."},
		"bad_version":        {"“%[1]s” is not a version; write three numbers, such as 1.0.0", "“%[1]s”不是版本号；请写三个数字，如 1.0.0"},
		"bad_length":         {"“%[1]s” is not a length; write 48h, 5wd, 7nd or 6mo", "“%[1]s”不是期限；请写 48h、5wd、7nd 或 6mo"},
		"bad_start":          {"“%[1]s” starts nothing; write a move, a fact, enter(STAGE), expired(CLOCK), served(notice) or latest(a, b)", "“%[1]s”不能作起算点；请写动作、事实、enter(阶段)、expired(期限)、served(通知) 或 latest(a, b)"},
		"bad_term":           {"“%[1]s” is not a guard; write a name, or name(ARGUMENT)", "“%[1]s”不是条件名；请写名称或 名称(参数)"},
		"bad_condition":      {"“%[1]s” is not a condition; write names joined by and, or, with not before a name", "“%[1]s”不是条件；请用 and、or 连接名称，名称前可加 not"},
		"bad_date":           {"“%[1]s” is not a date; write 2026-01-31", "“%[1]s”不是日期；请写成 2026-01-31"},
		"bad_time":           {"“%[1]s” is not a time of day; write \"09:00\"", "“%[1]s”不是时刻；请写成 \"09:00\""},
		"bad_zone":           {"“%[1]s” is not a zone; write a name such as Asia/Shanghai", "“%[1]s”不是时区；请写名称，如 Asia/Shanghai"},
		"bad_reminder":       {"“%[1]s” is not a reminder; write half, -24h or day 3", "“%[1]s”不是提醒时点；请写 half、-24h 或 day 3"},
		"bad_text":           {"the text is longer than %[1]d characters or has control characters; shorten it to one line", "文本超过 %[1]d 个字符或含控制字符；请缩短为一行"},
		"not_one_of":         {"“%[1]s” is not known here; write one of %[2]s", "此处不认识“%[1]s”；可写 %[2]s"},
		"two_wanted":         {"exactly two values are wanted; write [a, b]", "此处应正好有两个值；请写成 [a, b]"},
		"twice":              {"“%[1]s” stands twice in the list; keep one", "列表中“%[1]s”出现两次；请只保留一个"},
		"len_or_until":       {"a clock needs a length or an instant; add len or until", "期限需要长度或终点；请加上 len 或 until"},
		"part_shape":         {"a part is a clock, a clock's .extend or .min, or {slack: 1wd, why: text}; write one of them", "组成部分应为期限、期限的 .extend 或 .min，或 {slack: 1wd, why: 说明}；请改正"},
		"bad_extends":        {"“%[1]s” is not a base; write name@version, such as tianping-std@1", "“%[1]s”不能作基础；请写 名称@版本，如 tianping-std@1"},
		"extends_unknown":    {"there is no procedure “%[1]s” beside this file or among the built-in ones; correct the name", "同目录和内置程序中都没有“%[1]s”；请更正名称"},
		"extends_version":    {"“%[1]s” is version %[2]s, not %[3]s; name the version you built on", "“%[1]s”的版本是 %[2]s，不是 %[3]s；请写明所依据的版本"},
		"other_zone":         {"the zone is %[1]s, but the calendar %[2]s counts in %[3]s; name that zone, or another calendar", "时区为 %[1]s，而日历 %[2]s 使用 %[3]s；请改为该时区或换用其他日历"},
		"extends_deep":       {"the chain of bases is longer than %[1]d or goes in a circle; extend a procedure that stands alone", "基础程序的链条超过 %[1]d 层或成环；请直接扩展独立的程序"},
		"extends_nothing":    {"%[1]s is only for a file that extends another; take it out or add extends", "%[1]s 只用于扩展其他程序的文件；请删去或加上 extends"},
		"null_nothing":       {"null deletes nothing here: the base has no %[1]s; take the line out", "此处的 null 没有可删除的内容：基础程序没有 %[1]s；请删去此行"},
		"remove_unknown":     {"the base has no %[1]s; correct the name or take it out", "基础程序没有 %[1]s；请更正名称或删去"},
		"redirect_kept":      {"%[1]s is not removed, so nothing needs to lead elsewhere; remove it too or take this out", "%[1]s 并未删除，无需改道；请同时删除它，或删去此行"},
		"id_is_not_the_name": {"the file says procedure: %[1]s; make it %[2]s, as its file is called", "文件写的是 procedure: %[1]s；请改为与文件名一致的 %[2]s"},
	}
}

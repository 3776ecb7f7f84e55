package intake

import "strings"

// wording is what is said of a code in one language. %s is the problem's Arg.
type wording struct{ text, mend string }

// say picks a wording; a language we do not have is told in English.
func say(p Problem, language string, pick func(wording) string) string {
	both := catalogue(p.Code)
	chosen := both.en
	if language == "zh" {
		chosen = both.zh
	}
	return strings.ReplaceAll(pick(chosen), "%s", p.Arg)
}

type bilingual struct{ zh, en wording }

// catalogue holds every code's words. A test walks all codes through it.
func catalogue(code Code) bilingual {
	switch code {
	case Missing:
		return bilingual{wording{"缺少必填内容", "补上这一项"}, wording{"must be given", "fill it in"}}
	case NotText:
		return bilingual{wording{"含有无法识别的字符", "用 UTF-8 或 GB18030 重新导出该文件，并删除控制字符"}, wording{"holds bytes that are no text", "export the file again as UTF-8 or GB18030, without control characters"}}
	case TooLong:
		return bilingual{wording{"超过 %s 个字符", "缩短这一项"}, wording{"longer than %s characters", "shorten it"}}
	case TooMany:
		return bilingual{wording{"超过 %s 项", "减少项数，或分成几个订单"}, wording{"more than %s items", "give fewer, or part the order"}}
	case NotNumber:
		return bilingual{wording{"不是整数", "填写整数，不带单位"}, wording{"is not a whole number", "write a whole number without a unit"}}
	case OutOfRange:
		return bilingual{wording{"不在范围内（%s）", "填写该范围内的数"}, wording{"is out of range (%s)", "give a number inside the range"}}
	case NotMoney:
		return bilingual{wording{"不是有效金额", "按 719.20 的形式填写，最多两位小数，不为负数"}, wording{"is not a sum of money", "write it like 719.20: at most two decimals, not negative"}}
	case NotTime:
		return bilingual{wording{"不是有效的日期时间", "按 2026-09-14 09:00:00 的形式填写；JSON 中须带时区，如 2026-09-14T09:00:00+08:00"}, wording{"is not a date and time", "write it like 2026-09-14 09:00:00; in JSON with its offset, like 2026-09-14T09:00:00+08:00"}}
	case TimeOrder:
		return bilingual{wording{"早于 %s", "核对两处时间"}, wording{"is earlier than %s", "check both times"}}
	case InFuture:
		return bilingual{wording{"晚于导入时间", "核对这个时间和时区"}, wording{"is later than the import", "check the time and its offset"}}
	case NotOneOf:
		return bilingual{wording{"不是允许的值", "填写其中之一：%s"}, wording{"is not one of the words allowed", "give one of: %s"}}
	case NotFormed:
		return bilingual{wording{"格式不对", "应为：%s"}, wording{"does not have the right form", "it must be: %s"}}
	case Twice:
		return bilingual{wording{"重复出现", "每个编号只用一次"}, wording{"is there twice", "use each number once"}}
	case Unmatched:
		return bilingual{wording{"所指的商品行或包裹不存在", "填写本订单中已有的编号"}, wording{"names a line or parcel that is not there", "give a number of this order"}}
	case Unequal:
		return bilingual{wording{"金额不一致", "应满足：%s"}, wording{"the amounts do not add up", "it must hold that %s"}}
	case RowTooLong:
		return bilingual{wording{"这一行超过 %s 字节", "删去多余内容，或检查是否缺少引号"}, wording{"is longer than %s bytes", "take out what is not needed, or look for a missing quotation mark"}}
	case Refused:
		return bilingual{wording{"平台未接收该订单（%s）", "按代码说明更正后重新导入"}, wording{"was not taken (%s)", "mend what the code says and import again"}}
	case Contradicts:
		return bilingual{wording{"与此前导入的内容不一致，订单保持原样", "核对此项；已成立的内容不能通过导入更改"}, wording{"says otherwise than before; the order stays as it is", "check it: what stands is not changed by an import"}}
	case TooManyBad:
		return bilingual{wording{"错误行超过 %s 行，导入已停止", "检查列对应关系和文件编码后重新导入；已导入的订单不会重复"}, wording{"more than %s bad rows, so the import stopped", "check the column map and the encoding and import again; what landed is not doubled"}}
	case FileRefused:
		return bilingual{wording{"无法读取该文件（%s）", "重新导出该文件"}, wording{"the file cannot be read (%s)", "export it again"}}
	default:
		return csvCatalogue(code)
	}
}

func csvCatalogue(code Code) bilingual {
	switch code {
	case Cells:
		return bilingual{wording{"单元格多于表头列数", "检查是否有未加引号的逗号"}, wording{"has more cells than the heading", "look for a comma outside quotation marks"}}
	case OpenQuote:
		return bilingual{wording{"引号没有闭合", "补上或删去该引号"}, wording{"a quotation mark is not closed", "close it or take it out"}}
	case Disagree:
		return bilingual{wording{"与同一订单的其他行不一致", "使同一订单各行的这一列相同，或只在第一行填写"}, wording{"differs from another row of the same order", "make this column the same in all rows of the order, or fill it in the first row only"}}
	case HeldBack:
		return bilingual{wording{"本行无误，但同一订单的另一行有错误，整个订单未导入", "更正该订单的错误行后重新导入"}, wording{"nothing is wrong here, but another row of the same order is bad, so the order did not land", "mend the bad row of this order and import again"}}
	case UnknownStatus:
		return bilingual{wording{"列对应表中没有这个订单状态", "在列对应表的 statuses 中加上它（tianping import orders --print-columns）"}, wording{"is a status the column map does not name", "add it under statuses in the column map (tianping import orders --print-columns)"}}
	case SeveralWaybills:
		return bilingual{wording{"一行中有多个物流单号", "每个包裹写一行，并填写各自的数量"}, wording{"one row names several waybills", "write one row for each parcel, with its own quantity"}}
	case Mangled:
		return bilingual{wording{"单号被表格软件改成了科学计数法", "用原始导出文件，或先把该列设为文本格式"}, wording{"a spreadsheet turned this number into 1.23E+17", "use the file as exported, or make the column text first"}}
	case NoHeading:
		return bilingual{wording{"文件中没有必需的列", "加上这一列，或在列对应表中写明它的名称：%s"}, wording{"a column that must be there is not", "add it, or name it in the column map: %s"}}
	case HeadingTwice:
		return bilingual{wording{"两列含义相同", "删去其中一列，或在列对应表中只保留一个名称"}, wording{"two columns mean the same", "take one out, or keep one name in the column map"}}
	case TooScattered:
		return bilingual{wording{"同一订单的行相隔太远", "按订单编号排序后重新导入"}, wording{"the rows of this order stand too far apart", "sort the file by order number and import again"}}
	default:
		return jsonCatalogue(code)
	}
}

func jsonCatalogue(code Code) bilingual {
	switch code {
	case NotJSON:
		return bilingual{wording{"不是合法的 JSON", "检查括号、引号和逗号"}, wording{"is not JSON", "check brackets, quotation marks and commas"}}
	case NotType:
		return bilingual{wording{"类型不对", "应为 %s"}, wording{"has the wrong type", "it must be %s"}}
	case UnknownField:
		return bilingual{wording{"表单中没有这个字段", "删去它，或核对拼写（docs/import.md）"}, wording{"is a field the form does not have", "take it out, or check its spelling (docs/import.md)"}}
	case FieldTwice:
		return bilingual{wording{"同一字段出现两次", "只保留一个"}, wording{"the same field is there twice", "keep one"}}
	case TooDeep:
		return bilingual{wording{"嵌套超过 %s 层", "按 docs/import.md 的结构书写"}, wording{"is nested deeper than %s levels", "write it as docs/import.md says"}}
	default:
		return bilingual{}
	}
}

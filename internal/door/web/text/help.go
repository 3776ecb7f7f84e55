package text

import (
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Help is what the help page and the explanations of words say, and the heads of
// “what happens now”.
type Help struct {
	Title, Says, Search, None, Source     string
	OnThisPage, Close, All                string
	Now, NowSays, MayDo, Silence, Waiting string
	Group                                 func(code string) string
}

func zhHelp() Help {
	names := map[string]string{
		"people": "人", "way": "经过的步骤", "proof": "证据", "result": "结果和履行", "money": "钱", "time": "时间和通知", "outside": "平台之外的途径",
	}
	return Help{
		Title: "词语说明", Says: "页面上带点线的词，都能在这里找到解释。", Search: "找一个词", None: "没有找到这个词。请换一个说法，或查看全部词语。", Source: "依据",
		OnThisPage: "这个词的意思", Close: "知道了", All: "全部词语",
		Now: "现在会发生什么", NowSays: "按这个案件适用的程序生成。", MayDo: "可以做的事", Silence: "到期没有回应", Waiting: "正在等",
		Group: func(code string) string { return names[code] },
	}
}

func enHelp() Help {
	names := map[string]string{
		"people": "People", "way": "The way of a case", "proof": "Evidence", "result": "Results and performance", "money": "Money", "time": "Time and notices", "outside": "Ways outside the platform",
	}
	return Help{
		Title: "Words explained", Says: "Every word with a dotted line on a page is explained here.", Search: "Find a word", None: "There is no such word. Try another one, or see all words.", Source: "Source",
		OnThisPage: "What this word means", Close: "Close", All: "All words",
		Now: "What happens now", NowSays: "Made from the procedure this case runs on.", MayDo: "What may be done", Silence: "Without an answer in time", Waiting: "Waiting for",
		Group: func(code string) string { return names[code] },
	}
}

// Marks finds the words of one page that are explained: each the first time it is
// shown. It belongs to one page being drawn.
type Marks struct {
	lang  Lang
	seen  map[string]bool
	found []wording.Term
}

// NewMarks begins a page.
func NewMarks(lang Lang) *Marks { return &Marks{lang: lang, seen: map[string]bool{}} }

// Cut cuts a text of the platform at the words to be explained. Never give it what
// a person typed. A nil Marks marks nothing.
func (m *Marks) Cut(text string) []wording.Piece {
	if m == nil || text == "" {
		return []wording.Piece{{Text: text}}
	}
	pieces := wording.FindTerms(text, m.lang, m.seen)
	for _, p := range pieces {
		if p.Term == "" {
			continue
		}
		for _, t := range wording.Terms() {
			if t.ID == p.Term {
				m.found = append(m.found, t)
			}
		}
	}
	return pieces
}

// Found are the words cut out so far, in the order of the page.
func (m *Marks) Found() []wording.Term {
	if m == nil {
		return nil
	}
	return m.found
}

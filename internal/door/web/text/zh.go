package text

func zh() *Text {
	return &Text{
		Lang: Chinese, HTML: "zh-CN",
		Shell: zhShell(),
		Form:  zhForm(),
		Fault: zhFault(),
	}
}

package text

func en() *Text {
	return &Text{
		Lang: English, HTML: "en",
		Shell: enShell(),
		Form:  enForm(),
		Fault: enFault(),
	}
}

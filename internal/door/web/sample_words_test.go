package web

import "github.com/tianping-odr/tianping/internal/door/web/form"

// sampleWords are the words of the sample's forms.
type sampleWords struct{ l tongue }

func (w sampleWords) Field(_, path string) form.Label {
	l := w.l
	words := map[string]form.Label{
		"claims":          {Name: l.s("针对哪些请求", "Which claims")},
		"refund":          {Name: l.s("退款金额", "Refund"), Hint: l.s("实付 ¥899.00", "You paid ¥899.00")},
		"goods":           {Name: l.s("商品", "Goods")},
		"acts":            {Name: l.s("附加事项", "Further act")},
		"acts.what":       {Name: l.s("做什么", "What")},
		"acts.units":      {Name: l.s("件数", "Units")},
		"until":           {Name: l.s("有效至", "Valid until")},
		"note":            {Name: l.s("说明", "Note"), Hint: l.s("对方和调解员能看到", "The other side and the mediator read it")},
		"offer":           {Name: l.s("方案", "Offer")},
		"sure":            {Name: l.s("我已看清金额和放弃的内容", "I have read the sums and what I give up")},
		"file":            {Name: l.s("文件", "File")},
		"proves":          {Name: l.s("它能说明什么", "What it shows")},
		"late":            {Name: l.s("逾期原因", "Why it is late")},
		"channel":         {Name: l.s("发给谁", "To whom")},
		"text":            {Name: l.s("内容", "Message")},
		"facts":           {Name: l.s("事实", "Fact")},
		"points.claim":    {Name: l.s("请求", "Claim")},
		"points.sum":      {Name: l.s("改为多少", "Change it to")},
		"facts.fact":      {Name: l.s("认定的事实", "Fact found")},
		"facts.cites":     {Name: l.s("引用的条款", "Clauses cited")},
		"facts.clause":    {Name: l.s("款项", "Which part")},
		"reasons":         {Name: l.s("理由", "Reasons")},
		"facts.finding":   {Name: l.s("认定的内容", "Finding")},
		"facts.status":    {Name: l.s("结论", "Status")},
		"facts.exhibits":  {Name: l.s("依据的证据", "Exhibits relied on")},
		"results":         {Name: l.s("处理结果", "Result")},
		"results.claim":   {Name: l.s("请求", "Claim")},
		"results.outcome": {Name: l.s("结果", "Outcome")},
		"results.sum":     {Name: l.s("支持的金额", "Sum granted")},
		"results.reason":  {Name: l.s("理由", "Reasons")},
		"reason":          {Name: l.s("问题", "Problem")},
		"remedy":          {Name: l.s("解决方式", "What should happen")},
		"sum":             {Name: l.s("退款金额", "Sum"), Hint: l.s("实付 ¥899.00，含运费 ¥0.00", "You paid ¥899.00, freight ¥0.00")},
		"channel_ok":      {Name: l.s("我的手机和邮箱能收到通知", "My phone and mail receive notices")},
		"story":           {Name: l.s("经过", "What happened")},
	}
	return words[path]
}

func (w sampleWords) Option(_, path, value string) form.Label {
	l := w.l
	words := map[string]form.Label{
		"keep": {Name: l.s("留下，不退货", "Keep them")}, "return": {Name: l.s("退回商家", "Send them back"), Hint: l.s("运费由商家承担", "The merchant pays the freight")},
		"resend": {Name: l.s("补寄", "Send again")}, "repair": {Name: l.s("修理", "Repair")}, "coupon": {Name: l.s("店铺券", "Shop coupon")},
		"found": {Name: l.s("认定", "Found")}, "not_found": {Name: l.s("不认定", "Not found")}, "open": {Name: l.s("待查", "Open")},
		"grant": {Name: l.s("支持", "Grant")}, "part": {Name: l.s("部分支持", "Grant in part")}, "dismiss": {Name: l.s("驳回", "Dismiss")},
		"D3":     {Name: l.s("签收未收到", "Signed for, not received"), Hint: l.s("由商家证明交付给本人", "The merchant proves delivery to you")},
		"Q1":     {Name: l.s("质量有问题", "Faulty"), Hint: l.s("坏的、用不了、有瑕疵", "Broken, useless, flawed")},
		"refund": {Name: l.s("全额退款", "Full refund"), Hint: l.s("原路退回", "By the way you paid")}, "reship": {Name: l.s("重新发货", "Ship again"), Hint: l.s("48 小时内发出", "Within 48 hours")},
		"1": {Name: l.s("请求 1：退款 ¥899.00", "Claim 1: refund ¥899.00")}, "2": {Name: l.s("请求 2：赔偿 ¥50.00", "Claim 2: compensation ¥50.00")},
		"all": {Name: l.s("双方", "both sides")}, "shop": {Name: l.s("只给商家", "merchant only")},
	}
	return words[value]
}

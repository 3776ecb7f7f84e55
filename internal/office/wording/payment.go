package wording

// How an instruction to whoever holds the money stands. Nothing is called paid or
// refunded before it was confirmed (design §6).
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var payments = table{
	"instructed": {"已发出付款指令，等待支付机构确认", "payment instructed, awaiting the provider's confirmation"},
	"refused":    {"退款指令未成功，平台正在处理", "the payment was not carried out yet; the platform is dealing with it"},
	"confirmed":  {"支付机构已确认", "confirmed by the provider"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var paymentKinds = table{
	"pay_out": {"按案件结果付款", "payment under a case"},
	"own":     {"履行方自行付款", "own payment"},
	"payout":  {"商家货款", "payout to the merchant"},
}

// tenders are the ways a buyer pays.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var tenders = table{
	"alipay":    {"支付宝", "Alipay"},
	"wechat":    {"微信支付", "WeChat Pay"},
	"wechatpay": {"微信支付", "WeChat Pay"},
	"unionpay":  {"银联", "UnionPay"},
	"card":      {"银行卡", "bank card"},
	"bank":      {"银行转账", "bank transfer"},
	"balance":   {"账户余额", "account balance"},
	"coupon":    {"优惠券", "coupon"},
	"points":    {"积分", "points"},
	"gift_card": {"礼品卡", "gift card"},
	"sandbox":   {"测试付款", "test payment"},
}

// Tender is the name of a way to pay; one that is not in the list is a name of the
// marketplace's own and stays as it is.
func Tender(code string) Words {
	if w, ok := tenders[code]; ok {
		return w
	}
	return Words{code, code}
}

// Payment says how far a payment has come: instructed, refused, confirmed.
func Payment(code string) Words { return payments.of(code) }

// PaymentKind is what kind of payment it is: pay_out, own, payout.
func PaymentKind(code string) Words { return paymentKinds.of(code) }

// Paid says that an obligation to pay is met, as truly as the payment is: 已付清 only
// once it was confirmed. payment is instructed, refused or confirmed.
func Paid(payment string) Words {
	if payment == "confirmed" {
		return Words{"已付清", "Paid"}
	}
	return Payment(payment)
}

// Performed says that a claim was performed, as truly as its payments are: 已履行 only
// once they were confirmed.
func Performed(payment string) Words {
	if payment == "confirmed" {
		return Words{"已履行", "Performed"}
	}
	return Payment(payment)
}

// ClosedPaying is what a closed case is called while its payments are not confirmed;
// said is its stage.
func ClosedPaying(payment string, said Words) Words {
	switch payment {
	case "instructed":
		return Words{said.ZH + "（付款等待支付机构确认）", said.EN + " (the payment awaits the provider's confirmation)"}
	case "refused":
		return Words{said.ZH + "（退款指令未成功，平台正在处理）", said.EN + " (the payment was not carried out yet)"}
	}
	return said
}

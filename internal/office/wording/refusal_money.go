package wording

// moneyRefusals are of orders and accounts (core/escrow).
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var moneyRefusals = map[string]RefusalWords{
	"over_refund":    {Words{"退款会超过这件商品的实付金额。", "More than was paid for the item would go back."}, Words{"请改为不超过可退的金额。", "Please choose a sum that can still be refunded."}},
	"not_enough":     {Words{"账户里的金额不够。", "The account holds less."}, Words{"请改为可用的金额。", "Please choose a sum that is there."}},
	"amount":         {Words{"金额不能这样填。", "This cannot be a sum."}, fillAgain},
	"unknown_line":   {Words{"订单里没有这件商品。", "The order has no such item."}, fillAgain},
	"unknown_parcel": {Words{"订单里没有这个包裹。", "The order has no such parcel."}, fillAgain},
	"overlap":        {Words{"同一件商品被请求了两次。", "One item is claimed twice."}, Words{"按整件或按包裹，只能选一种。", "Claim it whole or by parcel, not both."}},
	"unknown_ref":    {Words{"没有这笔记录。", "There is no such record."}, seeBelow},
	"confirmed":      {Words{"这个包裹已经确认收货。", "Receipt of this parcel was confirmed."}, Words{"有问题的，仍可以提交申请。", "If something is wrong you can still file."}},
	"currency":       {Words{"货币与订单不一致。", "The currency is not the order's."}, fillAgain},
	"deposit_barred": {Words{"保证金正在等待按比例分配。", "The deposit waits to be shared."}, seeBelow},
	"debits_stopped": {Words{"商家进入破产程序，暂停扣划。", "The merchant is insolvent; nothing is debited."}, Words{"本单担保款不受影响；可以申报债权。", "The order's escrow is kept apart; a claim can be filed."}},
	"not_covered":    {Words{"先行赔付不包括这一类赔偿。", "The fund does not cover this kind of sum."}, seeBelow},
	"contradicts":    {Words{"这笔付款已经登记了不同的结果。", "Another outcome of this payment is on record."}, Words{"请核对付款编号、次数和流水号。", "Please check the payment, its attempt and the reference."}},
	"purpose":        {Words{"这笔钱不能这样使用。", "This money cannot be used this way."}, seeBelow},
}

package wording

// TalkWords are what stands in the record of a talk besides what was said.
type TalkWords struct {
	Head, Complete, Sum, Buyer, Seller Words // Complete takes the number of messages
}

// TalkFile are the words of the record of a talk between a buyer and a merchant.
func TalkFile() TalkWords {
	return TalkWords{
		Head:     Words{ZH: "沟通记录", EN: "Record of a talk"},
		Complete: Words{ZH: "完整记录，共 %d 条。缺少任何一条，下面的校验值都不相符。", EN: "The complete record of %d messages. Without any one of them the checksums below do not match."},
		Sum:      Words{ZH: "以上全文的 SHA-256：", EN: "SHA-256 of all of the above: "},
		Buyer:    Words{ZH: "买家", EN: "Buyer"}, Seller: Words{ZH: "商家", EN: "Merchant"},
	}
}

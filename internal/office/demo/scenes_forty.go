package demo

import (
	"strconv"
	"time"
)

// fortyScenes give one shop its full desk: with the cases of the other scenes about
// forty are open there, of several carriers, problems and sums, falling due from this
// morning on; some wait for the buyer.
func fortyScenes() []scene {
	kinds := [][]string{
		claim("E1", "REFUND_ONLY"), claim("B1", "RETURN_REFUND"), claim("A1", "PARTIAL", "claims/0/amount", "6000"), claim("E1", "REFUND_ONLY"), claim("B1", "RETURN_REFUND"),
	}
	var all []scene
	for i := range 16 {
		accept := sep(11, 11, 20).Add(time.Duration(i) * 215 * time.Minute)
		steps := opened(accept.Add(-50*time.Minute), accept, kinds[i%len(kinds)])
		switch i % 8 {
		case 6: // answered: it waits for the buyer
			steps = append(steps, do(sep(14, 8, i), "respondent", "answer", "answers/0/answer", "contest", "answers/0/reason", said("answer", "reason")))
		case 7:
			steps = append(steps, do(sep(14, 8, i), "respondent", "offer", "terms/0/claim", "1", "terms/0/amount", strconv.Itoa(3000+i*100), "hours", "72", "note", "愿意部分退款，商品不用寄回。"))
		}
		all = append(all, scene{
			name: "forty cases", buyer: crowdLogin(i), shop: "青禾家居", goods: []goods{wares()[(i*5+1)%len(wares())]},
			carrier: []string{"SF", "YTO", "ZTO", "JD"}[i%4], steps: steps,
		})
	}
	return all
}

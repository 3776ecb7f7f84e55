package demo

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// paper is one file somebody brings as evidence.
type paper struct {
	name, media string
	bytes       []byte
}

// variants is how many different files of a kind there are.
const variants = 12

// paperOf is the file for a kind of evidence (domain.md §1.3), one of its variants.
func paperOf(kind string, v int) paper {
	v %= variants
	switch kind {
	case "PHO", "UNBOX", "VID":
		return paper{fmt.Sprintf("开箱照片%d.png", v+1), "image/png", parcelPhoto(v)}
	case "POD", "TRK", "PACK", "WGT", "RET", "opening_record":
		return paper{fmt.Sprintf("面单%d.png", v+1), "image/png", waybillPhoto(v)}
	case "CHAT":
		return paper{fmt.Sprintf("聊天记录%d.txt", v+1), "text/plain", chatLog(v)}
	case "QIR", "EXP":
		return paper{fmt.Sprintf("检测报告%d.pdf", v+1), "application/pdf", sheet("检测报告", fmt.Sprintf("编号 JC-2026-%04d", 311+v*17), "送检样品：与订单所列商品一致", "检测项目：外观、功能", "结论：样品存在与描述不符之处，详见附表。", "某某质量检验中心")}
	default:
		return paper{fmt.Sprintf("证明材料%d.pdf", v+1), "application/pdf", sheet("证明", fmt.Sprintf("文号 ZM-2026-%04d", 108+v*23), "兹证明所述情况属实。", "有关材料的原件已核对。", "经办人签字、单位盖章")}
	}
}

// chatLog is a conversation as a shop's messenger gives it out.
func chatLog(v int) []byte {
	asks := []string{"您好，物流显示已签收，可我没有收到。", "请问能查一下是谁签收的吗？", "收到的和页面描述不一样，颜色差很多。", "包装破了，里面的东西也有划痕。"}
	says := []string{"亲，您稍等，这边帮您查询。", "显示放在驿站了，麻烦您再找找。", "我们发货前都会检查的，请您拍照片看看。", "已经反馈给快递公司，请耐心等待。"}
	var out strings.Builder
	fmt.Fprintf(&out, "聊天记录导出  2026-09-%02d\n\n", 1+v)
	for i := range 6 {
		who, text := "买家", asks[(v+i/2)%len(asks)]
		if i%2 == 1 {
			who, text = "客服", says[(v+i/2)%len(says)]
		}
		fmt.Fprintf(&out, "[%02d:%02d] %s：%s\n", 9+i/3, (7*v+11*i)%60, who, text)
	}
	return []byte(out.String())
}

// sheet is a PDF of one page: a title and lines, in a Chinese font every reader has,
// so that none is embedded.
func sheet(title string, lines ...string) []byte {
	var text strings.Builder
	fmt.Fprintf(&text, "BT /F 22 Tf 200 760 Td <%s> Tj ET\n", hexOf(title))
	for i, line := range lines {
		fmt.Fprintf(&text, "BT /F 13 Tf 90 %d Td <%s> Tj ET\n", 690-i*34, hexOf(line))
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 7 0 R>>",
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 6 0 R>>",
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%sendstream", text.Len(), text.String()),
	}
	var out strings.Builder
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return []byte(out.String())
}

func hexOf(s string) string {
	var out strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", u)
	}
	return out.String()
}

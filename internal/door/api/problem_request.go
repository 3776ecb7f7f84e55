package api

import (
	"net/http"

	"github.com/tianping-odr/tianping/internal/door/api/strict"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// said is a problem of the door itself: its status and its words.
type said struct {
	status      int
	wrong, mend wording.Words
}

// requestProblems are what may be wrong with a request before any rule is asked.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var requestProblems = map[string]said{
	"request/not_json":          {http.StatusBadRequest, wording.Words{ZH: "请求内容不是 JSON。", EN: "The body is not JSON."}, wording.Words{ZH: "请按文档的格式发送，UTF-8，无字节序标记。", EN: "Send one JSON value in UTF-8 without byte order mark."}},
	"request/not_utf8":          {http.StatusBadRequest, wording.Words{ZH: "文字不是有效的 UTF-8。", EN: "The text is not valid UTF-8."}, wording.Words{ZH: "请检查编码；不成对的代理字符也不行。", EN: "Check the encoding; half a surrogate pair is no character either."}},
	"request/duplicate_key":     {http.StatusBadRequest, wording.Words{ZH: "同一个键出现了两次。", EN: "The same key stands twice in one object."}, wording.Words{ZH: "每个键只写一次。", EN: "Write each key once."}},
	"request/too_deep":          {http.StatusBadRequest, wording.Words{ZH: "嵌套超过 32 层。", EN: "It is nested deeper than 32 levels."}, wording.Words{ZH: "请减少层数。", EN: "Use fewer levels."}},
	"request/control_character": {http.StatusBadRequest, wording.Words{ZH: "文字中有控制字符。", EN: "The text has control characters."}, wording.Words{ZH: "只可用换行和制表符。", EN: "Only line breaks and tabs may stand in text."}},
	"request/too_large":         {http.StatusRequestEntityTooLarge, wording.Words{ZH: "请求内容太大。", EN: "The body is too large."}, wording.Words{ZH: "一般 1 MiB，订单 16 MiB；请分批发送。", EN: "1 MiB in general, 16 MiB for orders; send it in parts."}},
	"request/content_type":      {http.StatusUnsupportedMediaType, wording.Words{ZH: "内容类型不对。", EN: "The content type is not taken here."}, wording.Words{ZH: "请用 application/json。", EN: "Send application/json."}},
	"request/unknown_field":     {http.StatusUnprocessableEntity, wording.Words{ZH: "有不认识的字段。", EN: "There is a field that is not known here."}, wording.Words{ZH: "请对照文档删去或改名。", EN: "Remove it, or mend its name by the documentation."}},
	"request/wrong_type":        {http.StatusUnprocessableEntity, wording.Words{ZH: "字段的类型不对。", EN: "The field has the wrong type."}, wording.Words{ZH: "类型见文档；金额写作 {\"minor\":71920,\"currency\":\"CNY\"}。", EN: "See the documentation; a sum is {\"minor\":71920,\"currency\":\"CNY\"}."}},
	"request/missing_field":     {http.StatusUnprocessableEntity, wording.Words{ZH: "缺少必填字段。", EN: "A field that is needed is missing."}, wording.Words{ZH: "请补上后再发。", EN: "Add it and send again."}},
	"request/wrong_currency":    {http.StatusUnprocessableEntity, wording.Words{ZH: "币种与订单不同。", EN: "The currency is not that of the order."}, wording.Words{ZH: "请用订单的币种。", EN: "Use the order's currency."}},
	"request/too_many":          {http.StatusUnprocessableEntity, wording.Words{ZH: "一次的数量太多。", EN: "There are too many at once."}, wording.Words{ZH: "请分批发送。", EN: "Send them in parts."}},
	"request/maintenance":       {http.StatusServiceUnavailable, wording.Words{ZH: "系统维护中，暂时不能提交。", EN: "Maintenance: nothing is taken just now."}, wording.Words{ZH: "没有记录任何内容。请稍后用同一个键重发。", EN: "Nothing was recorded. Send it again later with the same key."}},
	"request/too_many_requests": {http.StatusTooManyRequests, wording.Words{ZH: "请求太快，这一次没有办理。", EN: "Too many requests; this one was not done."}, wording.Words{ZH: "请等 Retry-After 所说的秒数，再用同一个键重发。", EN: "Wait the seconds of Retry-After, then send it again with the same key."}},
	"request/no_key":            {http.StatusBadRequest, wording.Words{ZH: "缺少 Idempotency-Key。", EN: "The header Idempotency-Key is missing."}, wording.Words{ZH: "每个 POST 都要带一个自己生成的键，重发时用同一个。", EN: "Send a key of your own making with every POST, and the same one when sending again."}},
	"request/bad_key":           {http.StatusBadRequest, wording.Words{ZH: "Idempotency-Key 格式不对。", EN: "The Idempotency-Key is malformed."}, wording.Words{ZH: "1 至 128 个可见 ASCII 字符。", EN: "1 to 128 visible ASCII characters."}},
	"request/key_reused":        {http.StatusUnprocessableEntity, wording.Words{ZH: "这个 Idempotency-Key 已用于另一个请求。", EN: "This Idempotency-Key was used for another request."}, wording.Words{ZH: "新的请求请用新的键。", EN: "Use a new key for a new request."}},
	"request/bad_parameter":     {http.StatusBadRequest, wording.Words{ZH: "查询参数不对。", EN: "A query parameter is wrong."}, wording.Words{ZH: "可用的参数见文档；游标须原样传回。", EN: "See the documentation; cursors are sent back unchanged."}},
	"request/unknown_file":      {http.StatusUnprocessableEntity, wording.Words{ZH: "本案没有收到过这个文件。", EN: "No such file was received for this case."}, wording.Words{ZH: "请先上传，再引用返回的 SHA-256。", EN: "Upload it first, then name the SHA-256 of the answer."}},
	"request/file_too_large":    {http.StatusRequestEntityTooLarge, wording.Words{ZH: "文件太大。", EN: "The file is too large."}, wording.Words{ZH: "请压缩或分段后再传。", EN: "Compress it or send it in parts."}},
	"request/file_kind":         {http.StatusUnsupportedMediaType, wording.Words{ZH: "不接收这种文件。", EN: "This kind of file is not taken."}, wording.Words{ZH: "可以传图片、视频、音频、PDF、办公文档和文本。", EN: "Pictures, video, sound, PDF, office documents and text are."}},
	"request/unknown":           {http.StatusNotFound, wording.Words{ZH: "没有找到，或不是给您看的。", EN: "Not found, or not for you to see."}, wording.Words{ZH: "请从您的案件或订单列表进入。", EN: "Start from your own cases or orders."}},
	"request/no_such_method":    {http.StatusMethodNotAllowed, wording.Words{ZH: "这个地址不支持该方法。", EN: "This address does not take that method."}, wording.Words{ZH: "可用的方法见文档。", EN: "See the documentation for what it takes."}},
	"request/nobody":            {http.StatusForbidden, wording.Words{ZH: "这个密钥不属于某个人，请指明代谁行为。", EN: "This key belongs to nobody; say for whom you act."}, wording.Words{ZH: "请带上 Tianping-On-Behalf-Of: per_…。", EN: "Send Tianping-On-Behalf-Of: per_…."}},
	"request/own_key":           {http.StatusForbidden, wording.Words{ZH: "只能用本人的密钥办理。", EN: "Only a key of the person itself does this."}, wording.Words{ZH: "请用本人的密钥，不带 Tianping-On-Behalf-Of；或由本人在网页上办理。", EN: "Use the person's own key without Tianping-On-Behalf-Of; or let the person do it on the site."}},
	"contact/no_channel":        {http.StatusUnprocessableEntity, wording.Words{ZH: "本市场没有开通这种渠道。", EN: "This marketplace sends nothing by that channel."}, wording.Words{ZH: "请登记另一种联系方式。", EN: "Add a contact of another kind."}},
	"contact/refused":           {http.StatusUnprocessableEntity, wording.Words{ZH: "对方服务商拒收，确认码没有发出。", EN: "The provider refuses it; the code was not sent."}, wording.Words{ZH: "请检查地址，或登记另一个。", EN: "Check the address, or add another."}},
	"contact/not_now":           {http.StatusServiceUnavailable, wording.Words{ZH: "确认码暂时发不出去。", EN: "The code cannot be sent right now."}, wording.Words{ZH: "请稍后再试。", EN: "Try again shortly."}},
	"office/busy":               {http.StatusServiceUnavailable, wording.Words{ZH: "现在太忙，没有记录任何内容。", EN: "Too busy right now; nothing was recorded."}, wording.Words{ZH: "请稍后用同一个键重发。", EN: "Send it again shortly with the same key."}},
	"office/outcome_unknown":    {http.StatusServiceUnavailable, wording.Words{ZH: "暂时不知道是否已经记录。", EN: "It is not known yet whether this was recorded."}, wording.Words{ZH: "请用同一个键重发，不会重复办理。", EN: "Send it again with the same key; nothing happens twice."}},
	"office/read_only":          {http.StatusServiceUnavailable, wording.Words{ZH: "这一版本只能读取本案。", EN: "This version of the server can only read this case."}, wording.Words{ZH: "请升级服务后再办理。", EN: "Upgrade the server, then act."}},
	"office/no_rulebook":        {http.StatusUnprocessableEntity, wording.Words{ZH: "没有这种程序规则。", EN: "There is no such procedure here."}, wording.Words{ZH: "请省略 procedure，或使用本市场的程序。", EN: "Leave procedure out, or name one of this marketplace."}},
	"office/destroyed":          {http.StatusGone, wording.Words{ZH: "相关个人信息已经删除。", EN: "The personal data this needs was erased."}, wording.Words{}},
	"office/internal":           {http.StatusInternalServerError, wording.Words{ZH: "服务出错，已记录。", EN: "Something failed here and was logged."}, wording.Words{ZH: "请稍后用同一个键重发。", EN: "Send it again later with the same key."}},
	"office/not_ready":          {http.StatusServiceUnavailable, wording.Words{ZH: "服务尚未就绪。", EN: "Not ready."}, wording.Words{}},
}

// request makes a problem of the door's own; an unknown code is a slip in this
// package and panics.
func request(code string) *Problem {
	s, ok := requestProblems[code]
	if !ok {
		panic("api: no words for the problem " + code)
	}
	return newProblem(code, s.status, s.wrong, s.mend)
}

// unclean turns a fault of the JSON reader into a problem.
func unclean(f *strict.Fault) *Problem { return request("request/" + string(f.Code)).at(f.Pointer) }

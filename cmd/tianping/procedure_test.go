package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestProcedureCommand proves what each act of the command says, on built-in files
// and on a file of one's own with mistakes.
func TestProcedureCommand(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const head = "procedure: mine\nversion: 1.0.0\nextends: tianping-std@1\n"
	longer := file("longer.yaml", head+"clocks: {K_ESC: {len: 8nd}}\n")
	dangling := file("dangling.yaml", head+"remove: {stages: [ANSWERED]}\n")
	mistyped := file("mistyped.yaml", head+"clocks: {K_ESC: {len: 8}}\n")
	elsewhere := file("elsewhere.yaml", head+"calendar: mars\n")

	for _, c := range []struct {
		args []string
		code int
		out  string
		err  string
	}{
		{[]string{}, 1, "", "usage: tianping procedure check"},
		{[]string{"dance", "jd"}, 1, "", "usage: tianping procedure check"},
		{[]string{"check"}, 1, "", "usage: tianping procedure check"},
		{[]string{"check", "--lang", "fr", "jd"}, 1, "", "usage: tianping procedure check"},
		{[]string{"check", "--lang", "en", "tianping-std"}, 0, "tianping-std 1.0.0: 28 stages, 29 duty states, 9 holds, 78 clocks", ""},
		{[]string{"check", "--lang", "en", "order-std", "jd", "paypal", "r12315"}, 0, "r12315 0.1.0: 9 stages, 0 duty states, 1 holds, 6 clocks, 13 rows: no finding", ""},
		{[]string{"check", "jd"}, 0, "未发现问题", ""},
		{[]string{"check", "--lang", "en", longer}, 1, "61 days, the clock has 60", "1 findings"},
		{[]string{"check", "--lang", "en", dangling}, 1, "there is no stage or duty state ANSWERED", "findings"},
		{[]string{"check", dangling}, 1, "没有 ANSWERED 这个阶段或履行状态", "处问题"},
		{[]string{"check", "--lang", "en", mistyped}, 1, "", "mistyped.yaml:4: clocks.K_ESC.len: “8” is not a length"},
		{[]string{"check", mistyped}, 1, "", "mistyped.yaml:4: clocks.K_ESC.len: “8”不是期限"},
		{[]string{"check", "--lang", "en", elsewhere}, 1, "", "calendar/mars.yaml"},
		{[]string{"check", filepath.Join(folder, "none.yaml")}, 1, "", "没有这个文件"},
		{[]string{"draw", "r12315"}, 0, "<title>r12315 0.1.0</title>", ""},
		{[]string{"draw", "jd", "paypal"}, 1, "", "--out FOLDER"},
		{[]string{"draw", "--out", folder, "jd", "paypal"}, 0, filepath.Join(folder, "paypal.svg"), ""},
		{[]string{"diff", "--lang", "en", "tianping-std", longer}, 0, "clock K_ESC · length: 7nd → 8nd", ""},
		{[]string{"diff", "tianping-std", longer}, 0, "期限 K_ESC · 长度：7nd → 8nd", ""},
		{[]string{"diff", "jd", "jd"}, 0, "没有差别", ""},
		{[]string{"diff", "jd"}, 1, "", "two procedures"},
		{[]string{"show", "paypal"}, 0, "  K_REMAND  len: 45nd · start: remand · kind: umbrella · replaces: K_PLATFORM", ""},
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"procedure"}, c.args...), env{Stdout: &out, Stderr: &errs})
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.err) {
			t.Errorf("procedure %v: code %d, stdout %q, stderr %q; want %d, %q, %q", c.args, code, out.String(), errs.String(), c.code, c.out, c.err)
		}
	}
	drawn, err := os.ReadFile(filepath.Join(folder, "jd.svg"))
	if err != nil || !bytes.HasPrefix(drawn, []byte("<svg ")) {
		t.Errorf("jd was drawn as %.20q, error %v", drawn, err)
	}
}

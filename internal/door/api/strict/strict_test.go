package strict

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// Each line is one way to be wrong, or right, and what is said of it.
func TestHostileJSON(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Code{
		`{"a":1,"b":[true,false,null,"x",-1.5e+3]}`: "", `"\u4e2d\ud83d\ude00"`: "", ` [ ] `: "", `{"text":"a\nb\tc"}`: "",
		``: NotJSON, `{`: NotJSON, `{"a"}`: NotJSON, `{"a":}`: NotJSON, `[1,]`: NotJSON, `{"a":1,}`: NotJSON, `{} {}`: NotJSON, `01`: NotJSON,
		`1.`: NotJSON, `-`: NotJSON, `1e`: NotJSON, `nul`: NotJSON, `'a'`: NotJSON, `"a`: NotJSON, `"\x"`: NotJSON, `"\u12"`: NotJSON, `{a:1}`: NotJSON,
		`NaN`: NotJSON, "\ufeff{}": NotJSON, `"\u+123"`: NotJSON, `[1 2]`: NotJSON, `// x`: NotJSON,
		"\"\xff\"": NotUTF8, "\"\xc0\x80\"": NotUTF8, `"\ud800"`: NotUTF8, `"\udc00\ud800"`: NotUTF8, `"\ud800\u0041"`: NotUTF8,
		`{"a":1,"a":2}`: DuplicateKey, `{"a":1,"\u0061":2}`: DuplicateKey, `[{"x":{"y":1,"y":1}}]`: DuplicateKey,
		"\"a\x00b\"": ControlCharacter, `"\u0000"`: ControlCharacter, `"\u0007"`: ControlCharacter, `"\b"`: ControlCharacter, "\"\u0085\"": ControlCharacter,
		"\"a\nb\"": ControlCharacter, `{"a\nb":1}`: ControlCharacter,
		strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth):         "",
		strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1):     TooDeep,
		strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000): TooDeep,
	} {
		_, fault := Read([]byte(in))
		got := Code("")
		if fault != nil {
			got = fault.Code
		}
		if got != want {
			t.Errorf("%.60q: %q, want %q", in, got, want)
		}
		if checked := Check([]byte(in)); !reflect.DeepEqual(checked, fault) {
			t.Errorf("%.60q: Check says %v, Read %v", in, checked, fault)
		}
	}
}

// A fault points at the place by names that look like names, and never repeats
// what a stranger wrote.
func TestFaultsPointAndNeverRepeat(t *testing.T) {
	t.Parallel()
	_, fault := Read([]byte(`{"inputs":{"claims":[{},{"amount":"\u0000"}]}}`))
	if fault == nil || fault.Pointer != "/inputs/claims/1/amount" {
		t.Errorf("the fault points at %+v", fault)
	}
	for _, name := range []string{"13800138000", "林晓雯", "a b", strings.Repeat("a", 41)} {
		_, fault = Read([]byte(`{"` + name + `":1,"` + name + `":2}`))
		if fault == nil || strings.Contains(fault.Pointer, name) || strings.Contains(fault.Error(), name) {
			t.Errorf("the fault repeats %q: %+v", name, fault)
		}
	}
}

// Whole numbers are whole as written: no fraction, no exponent, 64 bits.
func TestWholeNumbers(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{"0": true, "-7": true, "9223372036854775807": true, "9223372036854775808": false, "1.0": false, "1e2": false, "-0": false, `"1"`: false} {
		n, fault := Read([]byte(in))
		if fault != nil {
			t.Fatal(fault)
		}
		if _, ok := n.Whole(); ok != want {
			t.Errorf("%s is whole: %v, want %v", in, ok, want)
		}
	}
}

// FuzzRead: what is accepted is JSON to everybody, reads the same for
// encoding/json, and is never deeper than allowed.
func FuzzRead(f *testing.F) {
	for _, s := range []string{`{"a":[1,2,{"b":"c\u00e9"}]}`, `[[[]]]`, `"\ud83d\ude00"`, "\"\xff\"", `{"a":1,"a":2}`, `-0.1e-9`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		n, fault := Read(raw)
		if checked := Check(raw); (checked == nil) != (fault == nil) {
			t.Fatalf("Check and Read differ: %v, %v", checked, fault)
		}
		if fault != nil {
			return
		}
		dec := json.NewDecoder(strings.NewReader(string(raw)))
		dec.UseNumber()
		var other any
		if err := dec.Decode(&other); err != nil {
			t.Fatalf("encoding/json refuses what was accepted: %v", err)
		}
		if !reflect.DeepEqual(plain(n), other) {
			t.Fatalf("read as %v, encoding/json reads %v", plain(n), other)
		}
	})
}

func plain(n Node) any {
	switch n.Kind {
	case Null:
		return nil
	case Boolean:
		return n.True
	case Number:
		return json.Number(n.Text)
	case String:
		return n.Text
	case List:
		out := make([]any, len(n.Items))
		for i := range n.Items {
			out[i] = plain(n.Items[i])
		}
		return out
	default:
		out := map[string]any{}
		for _, f := range n.Fields {
			out[f.Name] = plain(f.Value)
		}
		return out
	}
}

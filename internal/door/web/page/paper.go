package page

import "strings"

// notes joins what stands beside a name.
func notes(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return "· " + strings.Join(all, " · ")
}

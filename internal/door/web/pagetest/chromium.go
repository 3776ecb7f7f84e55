package pagetest

import (
	"os/exec"

	"github.com/chromedp/chromedp"
)

// Chromium gives the options that start a browser for tests, or exec.ErrNotFound. The
// headless shell is preferred: the same engine without the windows, menus and buttons
// that no test looks at, which take more than half of a whole Chromium's time.
func Chromium() ([]chromedp.ExecAllocatorOption, error) {
	path, err := "", exec.ErrNotFound
	for _, name := range browsers {
		if path, err = exec.LookPath(name); err == nil {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU}
	for _, flag := range []string{
		"use-fake-device-for-media-stream", "use-fake-ui-for-media-stream", // a microphone that hums, for who records
		"disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars",
		"disable-background-timer-throttling", "disable-renderer-backgrounding", "disable-backgrounding-occluded-windows",
		"disable-site-isolation-trials", "process-per-site", // all pages are of one house: one process draws them
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	return append(options, chromedp.Flag("disable-features", idle)), nil
}

// browsers are looked for in this order. Debian's command for the headless shell is a
// script that is killed without its browser, hence the shell itself.
var browsers = []string{"/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell", "chromium"}

// idle are features that cost time in every window and that no page here has a use
// for: processes kept ready for other sites, pages kept for going back, painting held
// until more has arrived, and the browser's own menus.
const idle = "IsolateOrigins,site-per-process,SpareRendererForSitePerProcess,BackForwardCache,PaintHolding,InitialWebUI,WebUIReloadButton,WebUIToolbar"

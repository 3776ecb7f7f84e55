package unsent_test

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/office/unsent"
	"github.com/tianping-odr/tianping/internal/office/unsent/unsenttest"
)

// The store in memory is held to what every store is.
func TestMemory(t *testing.T) {
	t.Parallel()
	unsenttest.Run(t, func(*testing.T) unsent.Papers { return &unsenttest.Memory{} })
}

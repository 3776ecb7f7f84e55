package identitytest

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/office/identity"
)

// TestMemory runs the suite on the store in memory.
func TestMemory(t *testing.T) {
	t.Parallel()
	Run(t, func(*testing.T) identity.Store { return &Memory{} })
}

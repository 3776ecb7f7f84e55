package postgres

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Limits of a connection, in milliseconds, unless the URL says otherwise.
const (
	statementTimeout = "15000"
	lockTimeout      = "5000"
	idleTimeout      = "60000" // of an open transaction nobody goes on with
	connectTimeout   = 3 * time.Second
)

// purpose is what the connections of a pool are for.
type purpose struct {
	conns    int32
	settings map[string]string
	anywhere bool // a standby will do
}

func readersOf(o Options) purpose {
	if o.Readers <= 0 {
		o.Readers = 8
	}
	return purpose{conns: int32(o.Readers)} //nolint:gosec // a handful
}

// writer looks up and writes by whole keys only: whatever the statistics say of a young
// table, the index is the way, and planning it once is enough.
var writer = purpose{conns: 2, settings: map[string]string{ //nolint:gochecknoglobals // a constant table
	"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off", "enable_material": "off", "enable_bitmapscan": "off",
	"plan_cache_mode": "force_generic_plan",
}}

// dial makes a pool. Nothing is contacted yet but to see that somebody answers.
func dial(ctx context.Context, url string, p purpose) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.New("postgres: the database URL cannot be read") // the cause would quote it, password and all
	}
	if p.settings != nil || !strings.Contains(url, "pool_max_conns") {
		cfg.MaxConns = p.conns
	}
	settings := map[string]string{
		"application_name": "tianping", "statement_timeout": statementTimeout, "lock_timeout": lockTimeout,
		"idle_in_transaction_session_timeout": idleTimeout, "jit": "off",
	}
	for name, value := range p.settings {
		settings[name] = value
	}
	for name, value := range settings {
		if _, said := cfg.ConnConfig.RuntimeParams[name]; !said {
			cfg.ConnConfig.RuntimeParams[name] = value
		}
	}
	if cfg.ConnConfig.ConnectTimeout == 0 || !strings.Contains(url, "connect_timeout") {
		cfg.ConnConfig.ConnectTimeout = connectTimeout
	}
	if cfg.ConnConfig.ValidateConnect == nil && !p.anywhere {
		cfg.ConnConfig.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	cfg.AfterConnect = durable
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("postgres: %w", err)
	}
	if err := patiently(ctx, func() error { return pool.Ping(ctx) }); err != nil {
		pool.Close()
		return nil, fmt.Errorf("postgres: connect: %w", err)
	}
	return pool, nil
}

// durable sees to it that a commit is on disk before it is acknowledged, however the
// server was set up. More than “on” (a standby that has applied it) is left as it is.
func durable(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'")
	return err
}

// code is PostgreSQL's name of an error, or "".
func code(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

// undone tells whether PostgreSQL itself says that nothing was written and that the
// same may be tried again: serialization, deadlock, a lock that did not come.
func undone(err error) bool {
	switch code(err) {
	case "40001", "40P01", "55P03":
		return true
	}
	return pgconn.SafeToRetry(err)
}

// away tells whether the server is not there, or not yet: what only reads may be
// tried again.
func away(err error) bool {
	switch c := code(err); {
	case c == "":
		return !errors.Is(err, context.Canceled) && (connection(err) || pgconn.Timeout(err))
	case strings.HasPrefix(c, "0800"), strings.HasPrefix(c, "57P"), c == "53300", c == "25006": // 25006: it became a standby
		return true
	}
	return false
}

// connection tells an error of the wire from one of ours (a scan, a callback).
func connection(err error) bool {
	var net interface{ Timeout() bool }
	return pgconn.SafeToRetry(err) || errors.As(err, &net) || strings.Contains(err.Error(), "EOF") || strings.Contains(err.Error(), "conn closed") ||
		strings.Contains(err.Error(), "broken pipe") || strings.Contains(err.Error(), "connection reset")
}

// fault wraps an error of the database, and says so when it is away.
func fault(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case away(err):
		return fmt.Errorf("postgres: %s: %w: %w", what, docket.ErrAway, err)
	}
	return fmt.Errorf("postgres: %s: %w", what, err)
}

// patience is how long what may be run again is, when the server is away.
const patience = 3 * time.Second

// patiently runs something that may be run again.
func patiently(ctx context.Context, act func() error) error {
	while, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for wait := 30 * time.Millisecond; ; wait *= 2 {
		err := act()
		if err == nil || !undone(err) && !away(err) || wait > time.Second {
			return err
		}
		if pause(while, wait) != nil {
			return err
		}
	}
}

// pause waits somewhere between half of d and d.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d/2 + rand.N(d/2+1)) //nolint:gosec // only spreads those who wait
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Package killtest proves of a store that a process killed (-9) at any moment loses
// nothing it had acknowledged and does nothing twice. The checker reads the tables with
// plain SQL and hashes by itself: it shares no code with the store.
//
//	test ─ starts itself as the writer ─ reads its acknowledgements ─ kills it ─ checks
package killtest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/keystore"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// Store is what is proven.
type Store = dockettest.Store

// Open opens the store of a folder; which it is, the test and its child must agree on.
type Open func(ctx context.Context, folder string, keys docket.Keys) (Store, error)

// writerFolder, when set, turns the test binary into the writer that gets killed.
const writerFolder = "TIANPING_KILL_TEST_FOLDER"

// callers is how many commands are in flight when the process is killed.
const callers = 16

// Main is the TestMain of a package that kills: the binary is the writer when its
// parent says so.
func Main(m *testing.M, open Open) {
	if folder := os.Getenv(writerFolder); folder != "" {
		if err := writeUntilKilled(folder, os.Getenv(writerFolder+"_ROUND"), open, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Kills is how many kills a test makes: so many, unless TIANPING_KILLS says otherwise.
func Kills(t *testing.T, usual int) int {
	t.Helper()
	if n := os.Getenv("TIANPING_KILLS"); n != "" {
		if _, err := fmt.Sscan(n, &usual); err != nil {
			t.Fatal(err)
		}
	}
	return usual
}

// Ack is a command that was acknowledged.
type Ack struct {
	Key, Stream, Hash string
	Version           uint64
}

// Run kills the writer again and again; after each kill db is checked, and at the end
// the store itself: verify finds nothing, and every command sent again is known.
func Run(t *testing.T, folder string, kills int, db *sql.DB, open Open) {
	t.Helper()
	dice := rand.New(rand.NewPCG(23, 29)) //nolint:gosec // a seeded test
	var acks []Ack
	for round := range kills {
		acks = append(acks, killOne(t, folder, round, 20+dice.IntN(300))...)
		Check(t, db, acks)
	}
	if len(acks) < 20*kills {
		t.Fatalf("only %d commands were acknowledged", len(acks))
	}
	t.Logf("%d kills, %d commands acknowledged, 0 lost, 0 twice", kills, len(acks))
	Reopen(t, folder, acks, open)
}

// keysOf opens the keys of a folder.
func keysOf(ctx context.Context, folder string) (*keystore.Store, error) {
	return keystore.Open(ctx, keystore.Options{Path: filepath.Join(folder, "keys.db"), KEK: filepath.Join(folder, "keys.kek")})
}

// writeUntilKilled submits without end and prints a line only after each receipt.
func writeUntilKilled(folder, round string, open Open, out io.Writer) error {
	ctx := context.Background()
	keys, err := keysOf(ctx, folder)
	if err != nil {
		return err
	}
	store, err := open(ctx, folder, keys)
	if err != nil {
		return err
	}
	var print sync.Mutex
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(caller), 1)) //nolint:gosec // a seeded test
			for i := 0; ; i++ {
				a, err := FillOnce(ctx, store, dice.IntN(24), fmt.Sprintf("%s-%d-%d", round, caller, i))
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				print.Lock()
				fmt.Fprintf(out, "ack %s %s %d %s\n", a.Key, a.Stream, a.Version, a.Hash)
				print.Unlock()
			}
		})
	}
	all.Wait()
	return nil
}

// FillOnce puts one into a purse, under a key, with a sealed text that names the key.
func FillOnce(ctx context.Context, store Store, purse int, key string) (Ack, error) {
	s := record.Stream{Kind: "purse", ID: [16]byte{0x50, byte(purse)}} //nolint:gosec // a small number
	receipt, err := fill(ctx, store, s, key)
	head := receipt.Heads[s]
	return Ack{Key: key, Stream: hex.EncodeToString(s.ID[:]), Version: head.Version, Hash: hex.EncodeToString(head.Hash[:])}, err
}

func fill(ctx context.Context, store Store, s record.Stream, key string) (docket.Receipt, error) {
	owner := record.Owner{Kind: "case", ID: s.ID}
	at := time.Unix(1789000000, 0)
	env := docket.Envelope{
		Place: docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 3}, Principal: "account:1", Key: key,
		Legal: at, Recorded: at, Correlation: key,
	}
	needs := docket.Needs{Streams: []record.Stream{s}, Keys: []record.Owner{owner}}
	return store.Submit(ctx, env, needs, func(docket.View) (docket.Outcome, error) {
		return docket.Outcome{Appends: []record.Entry{
			{Stream: s, Event: dockettest.Fill(1)},
			{Stream: s, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: owner, Text: key}}},
		}}, nil
	})
}

// killOne starts the writer, kills it after some acknowledgements, and gives those.
func killOne(t *testing.T, folder string, round, after int) (acks []Ack) {
	t.Helper()
	writer := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // ourselves
	writer.Env = append(os.Environ(), writerFolder+"="+folder, fmt.Sprintf("%s_ROUND=%d", writerFolder, round))
	var complaints bytes.Buffer
	writer.Stderr = &complaints
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var a Ack
		if _, err := fmt.Sscanf(lines.Text(), "ack %s %s %d %s", &a.Key, &a.Stream, &a.Version, &a.Hash); err != nil || len(a.Hash) != 64 {
			continue // the line the kill cut short
		}
		if acks = append(acks, a); len(acks) == after {
			if err := writer.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := writer.Wait(); err == nil || complaints.Len() > 0 {
		t.Fatalf("the writer ended by itself: %v %s", err, complaints.String())
	}
	return acks
}

// Check is the independent check of all that stands in the events.
func Check(t *testing.T, db *sql.DB, acks []Ack) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT stream_id, seq, header, payload, sealed, hash FROM events ORDER BY stream_id, seq")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	events := make(map[string]string) // stream/seq → hash
	commands := make(map[string]int)  // correlation → events
	prev, seq, stream := make([]byte, 32), uint64(0), ""
	for rows.Next() {
		var n uint64
		var of, header, payload, sealed, hash []byte
		if err := rows.Scan(&of, &n, &header, &payload, &sealed, &hash); err != nil {
			t.Fatal(err)
		}
		at := hex.EncodeToString(of)
		if at != stream {
			prev, seq, stream = make([]byte, 32), 0, at
		}
		fields := split(t, header)
		sum := sha256.New()
		sum.Write(header)
		for _, part := range [][]byte{payload, sealed} {
			sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part)))) //nolint:gosec // short
			sum.Write(part)
		}
		if n != seq+1 || !bytes.Equal(fields[5], prev) || !bytes.Equal(sum.Sum(nil), hash) {
			t.Fatalf("stream %s: the chain breaks at %d", at, n)
		}
		prev, seq = hash, n
		events[fmt.Sprintf("%s/%d", at, n)] = hex.EncodeToString(hash)
		commands[string(fields[17])]++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, a := range acks {
		if events[fmt.Sprintf("%s/%d", strings.ToLower(a.Stream), a.Version)] != a.Hash || commands[a.Key] != 2 {
			t.Fatalf("%s was acknowledged and is lost", a.Key)
		}
	}
	for key, n := range commands {
		if n != 2 {
			t.Fatalf("%s was written %d times", key, n)
		}
	}
}

// split cuts a header into its fields.
func split(t *testing.T, header []byte) (fields [][]byte) {
	t.Helper()
	for len(header) > 0 {
		size := binary.BigEndian.Uint32(header)
		fields = append(fields, header[4:4+size])
		header = header[4+size:]
	}
	if len(fields) != 19 {
		t.Fatalf("a header of %d fields", len(fields))
	}
	return fields
}

// Reopen opens what the kills left: verify is clean, and every acknowledged command
// sent again is known, whatever its caller believes.
func Reopen(t *testing.T, folder string, acks []Ack, open Open) {
	t.Helper()
	ctx := t.Context()
	keys, err := keysOf(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	store, err := open(ctx, folder, keys)
	if err != nil {
		t.Fatal(err)
	}
	if found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys); len(found) > 0 {
		t.Fatalf("verify: %v", found)
	}
	for _, a := range acks {
		b, err := hex.DecodeString(a.Stream)
		if err != nil {
			t.Fatal(err)
		}
		receipt, err := fill(ctx, store, record.Stream{Kind: "purse", ID: [16]byte(b)}, a.Key)
		if err != nil || !receipt.Repeated {
			t.Fatalf("%s would be done twice: %v", a.Key, err)
		}
	}
	if err := errors.Join(store.Close(), keys.Close()); err != nil {
		t.Fatal(err)
	}
}

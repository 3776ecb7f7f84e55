package sqlite_test

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
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

// writerFolder, when set, turns the test binary into the writer that gets killed.
const writerFolder = "TIANPING_KILL_TEST_FOLDER"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv(writerFolder); folder != "" {
		if err := writeUntilKilled(folder, os.Getenv(writerFolder+"_ROUND"), os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// callers is how many commands are in flight when the process is killed.
const callers = 16

// writeUntilKilled submits without end and prints a line only after each receipt.
func writeUntilKilled(folder, round string, out io.Writer) error {
	ctx := context.Background()
	keys, err := keystore.Open(ctx, keystore.Options{Path: filepath.Join(folder, "keys.db"), KEK: filepath.Join(folder, "keys.kek")})
	if err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(folder, "tianping.db"), Design: dockettest.PurseDesign(), Keys: keys})
	if err != nil {
		return err
	}
	var print sync.Mutex
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(caller), 1))
			for i := 0; ; i++ {
				s := record.Stream{Kind: "purse", ID: [16]byte{0x50, byte(dice.IntN(24))}}
				key := fmt.Sprintf("%s-%d-%d", round, caller, i)
				receipt, err := fillOnce(ctx, store, s, key)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				head := receipt.Heads[s]
				print.Lock()
				fmt.Fprintf(out, "ack %s %x %d %x\n", key, s.ID, head.Version, head.Hash)
				print.Unlock()
			}
		})
	}
	all.Wait()
	return nil
}

// fillOnce puts one into a purse, under a key, with a sealed text that names the key.
func fillOnce(ctx context.Context, store *sqlite.Store, s record.Stream, key string) (docket.Receipt, error) {
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

// ack is a line the writer printed.
type ack struct {
	key, stream, hash string
	version           uint64
}

// TestKill proves that a process killed (-9) at any moment loses nothing it had
// acknowledged and does nothing twice: a checker that shares no code with the store
// reads the file, verify finds nothing, and every command sent again is known.
// TIANPING_KILLS sets the number of kills; 6 in the suite.
func TestKill(t *testing.T) {
	t.Parallel()
	kills := 6
	if n := os.Getenv("TIANPING_KILLS"); n != "" {
		if _, err := fmt.Sscan(n, &kills); err != nil {
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	dice := rand.New(rand.NewPCG(23, 29))
	var acks []ack
	for round := range kills {
		acks = append(acks, killOne(t, folder, round, 20+dice.IntN(300))...)
		checkFile(t, filepath.Join(folder, "tianping.db"), acks)
	}
	if len(acks) < 20*kills {
		t.Fatalf("only %d commands were acknowledged", len(acks))
	}
	reopen(t, folder, acks)
}

// killOne starts the writer, kills it after some acknowledgements, and gives those.
func killOne(t *testing.T, folder string, round, after int) (acks []ack) {
	t.Helper()
	writer := exec.CommandContext(t.Context(), os.Args[0])
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
		var a ack
		if _, err := fmt.Sscanf(lines.Text(), "ack %s %s %d %s", &a.key, &a.stream, &a.version, &a.hash); err != nil || len(a.hash) != 64 {
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

// checkFile is the independent check: plain SQL, its own hashing.
func checkFile(t *testing.T, path string, acks []ack) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), "SELECT hex(stream_id), seq, header, payload, sealed, hash FROM events ORDER BY stream_id, seq")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	events := make(map[string]string) // stream/seq → hash
	commands := make(map[string]int)  // correlation → events
	prev, seq, stream := make([]byte, 32), uint64(0), ""
	for rows.Next() {
		var at string
		var n uint64
		var header, payload, sealed, hash []byte
		if err := rows.Scan(&at, &n, &header, &payload, &sealed, &hash); err != nil {
			t.Fatal(err)
		}
		if at != stream {
			prev, seq, stream = make([]byte, 32), 0, at
		}
		fields := split(t, header)
		sum := sha256.New()
		sum.Write(header)
		for _, part := range [][]byte{payload, sealed} {
			sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part))))
			sum.Write(part)
		}
		if n != seq+1 || !bytes.Equal(fields[5], prev) || !bytes.Equal(sum.Sum(nil), hash) {
			t.Fatalf("stream %s: the chain breaks at %d", at, n)
		}
		prev, seq = hash, n
		events[fmt.Sprintf("%s/%d", strings.ToLower(at), n)] = hex.EncodeToString(hash)
		commands[string(fields[17])]++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, a := range acks {
		if events[fmt.Sprintf("%s/%d", a.stream, a.version)] != a.hash || commands[a.key] != 2 {
			t.Fatalf("%s was acknowledged and is lost", a.key)
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

// reopen opens what the kills left: verify is clean, and every acknowledged command
// sent again is known, whatever its caller believes.
func reopen(t *testing.T, folder string, acks []ack) {
	t.Helper()
	ctx := t.Context()
	keys, err := keystore.Open(ctx, keystore.Options{Path: filepath.Join(folder, "keys.db"), KEK: filepath.Join(folder, "keys.kek")})
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(folder, "tianping.db"), Design: dockettest.PurseDesign(), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	if found := dockettest.Problems(t, store, dockettest.PurseDesign(), keys); len(found) > 0 {
		t.Fatalf("verify: %v", found)
	}
	for _, a := range acks {
		b, err := hex.DecodeString(a.stream)
		if err != nil {
			t.Fatal(err)
		}
		receipt, err := fillOnce(ctx, store, record.Stream{Kind: "purse", ID: [16]byte(b)}, a.key)
		if err != nil || !receipt.Repeated {
			t.Fatalf("%s would be done twice: %v", a.key, err)
		}
	}
	if err := errors.Join(store.Close(), keys.Close()); err != nil {
		t.Fatal(err)
	}
}

// Package mailtest is a mail server for tests: it speaks SMTP over TCP, takes letters
// and keeps them, and refuses what it is told to refuse. It delivers nothing.
//
//	Serve(t) → Port, Roots → … → Taken
package mailtest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is a mail server: EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA, RSET, QUIT.
type Server struct {
	Roots *x509.CertPool // vouch for its certificate, of localhost
	PEM   []byte         // the same, as a file would hold it

	t        *testing.T
	listener net.Listener
	secure   *tls.Config

	mu         sync.Mutex
	plain      bool // offers no STARTTLS
	password   string
	rcpt, data string
	letters    []string
	signedIn   int
	open       map[net.Conn]bool
}

// Serve opens a server on this machine; it is gone when the test ends.
func Serve(t *testing.T) *Server {
	t.Helper()
	s := &Server{t: t, open: map[net.Conn]bool{}}
	s.certify()
	var err error
	if s.listener, err = (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.session(conn) })
		}
	})
	t.Cleanup(func() { _ = s.listener.Close(); s.hangUp(); all.Wait() })
	return s
}

func (s *Server) hangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.open {
		_ = conn.Close()
	}
}

func (s *Server) certify() {
	s.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		s.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Roots, s.PEM = x509.NewCertPool(), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	s.Roots.AddCert(cert)
	s.secure = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
}

// Port is where it listens.
func (s *Server) Port() int {
	return s.listener.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // it listens on TCP
}

// Set says whether STARTTLS is offered, and what password opens.
func (s *Server) Set(plain bool, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plain, s.password = plain, password
}

// Say decides what is answered to a recipient and to the end of a letter; "" is yes,
// "drop" takes the letter and hangs up without an answer.
func (s *Server) Say(rcpt, data string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rcpt, s.data = rcpt, data
}

func (s *Server) answers() (rcpt, data string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rcpt, s.data
}

// SignedIn is how often somebody gave the password.
func (s *Server) SignedIn() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signedIn
}

// Taken are the letters whose DATA came to its end, with their headers.
func (s *Server) Taken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.letters...)
}

func (s *Server) session(conn net.Conn) {
	raw := conn
	s.mu.Lock()
	s.open[raw] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.open, raw)
		_ = raw.Close()
	}()
	in, secured := bufio.NewReader(conn), false
	reply := func(text string) { _, _ = fmt.Fprintf(conn, "%s\r\n", text) }
	reply("220 localhost ready")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		rcpt, data := s.answers()
		switch verb := strings.ToUpper(strings.TrimSpace(line)); {
		case strings.HasPrefix(verb, "EHLO"):
			s.hello(reply, secured)
		case verb == "STARTTLS":
			reply("220 go ahead")
			secret := tls.Server(conn, s.secure)
			if secret.HandshakeContext(s.t.Context()) != nil {
				return
			}
			conn, in, secured = secret, bufio.NewReader(secret), true
		case strings.HasPrefix(verb, "AUTH PLAIN"):
			s.signIn(reply, strings.TrimSpace(line)[len("AUTH PLAIN"):])
		case strings.HasPrefix(verb, "RCPT") && rcpt != "":
			reply(rcpt)
		case verb == "DATA":
			reply("354 go on")
			if !s.letter(in, reply, data) {
				return
			}
		case verb == "QUIT":
			reply("221 bye")
			return
		default:
			reply("250 2.0.0 ok")
		}
	}
}

func (s *Server) hello(reply func(string), secured bool) {
	reply("250-localhost")
	if secured {
		reply("250-AUTH PLAIN")
	} else if s.offersTLS() {
		reply("250-STARTTLS")
	}
	reply("250-8BITMIME")
	reply("250 ENHANCEDSTATUSCODES")
}

func (s *Server) offersTLS() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.plain
}

func (s *Server) signIn(reply func(string), given string) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(given))
	s.mu.Lock()
	defer s.mu.Unlock()
	if parts := strings.Split(string(raw), "\x00"); err != nil || len(parts) != 3 || parts[2] != s.password {
		reply("535 5.7.8 no")
		return
	}
	s.signedIn++
	reply("235 2.7.0 yes")
}

func (s *Server) letter(in *bufio.Reader, reply func(string), answer string) bool {
	var text strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		text.WriteString(line)
	}
	if answer != "" && answer != "drop" {
		reply(answer)
		return true
	}
	s.mu.Lock()
	s.letters = append(s.letters, text.String())
	s.mu.Unlock()
	if answer == "drop" {
		return false // stored, and the answer is lost
	}
	reply("250 2.0.0 queued")
	return true
}

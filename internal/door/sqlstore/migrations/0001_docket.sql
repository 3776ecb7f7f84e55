-- +goose Up
-- The streams. Header, payload and sealed are the bytes that were hashed; the other
-- columns are copies for indexes, and verify holds them against the header.
CREATE TABLE events (
	market       BYTES  NOT NULL,
	home         INT    NOT NULL,
	stream_kind  TEXT   NOT NULL,
	stream_id    BYTES  NOT NULL,
	seq          BIGINT NOT NULL,
	kind         TEXT   NOT NULL,
	kind_version INT    NOT NULL,
	legal_at     BIGINT NOT NULL, -- microseconds since 1970, UTC
	recorded_at  BIGINT NOT NULL,
	header       BYTES  NOT NULL,
	payload      BYTES  NOT NULL,
	sealed       BYTES  NOT NULL,
	hash         BYTES  NOT NULL,
	PRIMARY KEY (market, home, stream_kind, stream_id, seq)
) ROWLESS;

-- Where each stream stands: the guard of every append.
CREATE TABLE heads (
	market      BYTES  NOT NULL,
	home        INT    NOT NULL,
	stream_kind TEXT   NOT NULL,
	stream_id   BYTES  NOT NULL,
	version     BIGINT NOT NULL,
	hash        BYTES  NOT NULL,
	PRIMARY KEY (market, home, stream_kind, stream_id)
) ROWLESS;
-- A stream has one home; finds it when the caller does not know it.
CREATE UNIQUE INDEX heads_find ON heads (market, stream_kind, stream_id);

CREATE TABLE snapshots (
	market      BYTES  NOT NULL,
	home        INT    NOT NULL,
	stream_kind TEXT   NOT NULL,
	stream_id   BYTES  NOT NULL,
	version     BIGINT NOT NULL,
	hash        BYTES  NOT NULL,
	edition     TEXT   NOT NULL,
	state       BYTES  NOT NULL,
	PRIMARY KEY (market, home, stream_kind, stream_id)
) ROWLESS;

-- One per stream: when it wants to be woken, in legal time.
CREATE TABLE timers (
	market      BYTES  NOT NULL,
	home        INT    NOT NULL,
	stream_kind TEXT   NOT NULL,
	stream_id   BYTES  NOT NULL,
	due_at      BIGINT NOT NULL,
	gen         BIGINT NOT NULL,
	PRIMARY KEY (market, home, stream_kind, stream_id)
) ROWLESS;
CREATE INDEX timers_due ON timers (market, due_at, home, stream_kind, stream_id);

-- What is to be done in the world, in machine time. No sequence: an outbox paged by
-- “id > last” skips rows.
CREATE TABLE outbox (
	market      BYTES  NOT NULL,
	home        INT    NOT NULL,
	stream_kind TEXT   NOT NULL,
	stream_id   BYTES  NOT NULL,
	seq         BIGINT NOT NULL,
	line        INT    NOT NULL,
	sink        TEXT   NOT NULL,
	body        BYTES  NOT NULL,
	next_at     BIGINT NOT NULL,
	lease_until BIGINT NOT NULL,
	attempt     INT    NOT NULL,
	problem     TEXT   NOT NULL,
	PRIMARY KEY (market, home, stream_kind, stream_id, seq, line)
) ROWLESS;
-- Workers serve all marketplaces, so this one does not start with the marketplace.
CREATE INDEX outbox_next ON outbox (sink, next_at);

-- One row per event, for the transparency log to take.
CREATE TABLE log_queue (
	market      BYTES  NOT NULL,
	home        INT    NOT NULL,
	stream_kind TEXT   NOT NULL,
	stream_id   BYTES  NOT NULL,
	seq         BIGINT NOT NULL,
	hash        BYTES  NOT NULL,
	PRIMARY KEY (market, home, stream_kind, stream_id, seq)
) ROWLESS;

-- Commands that were done. The same key may be sent again for another home, and must
-- then be refused: so the home is no part of the key.
CREATE TABLE idempotency (
	market      BYTES  NOT NULL,
	principal   TEXT   NOT NULL,
	idem_key    TEXT   NOT NULL,
	digest      BYTES  NOT NULL,
	recorded_at BIGINT NOT NULL,
	heads       BYTES  NOT NULL,
	result      BYTES  NOT NULL,
	PRIMARY KEY (market, principal, idem_key)
) ROWLESS;
-- Old records are removed whatever their marketplace.
CREATE INDEX idempotency_old ON idempotency (recorded_at);

-- Which definition the projections were made with; another one makes them again.
CREATE TABLE projections (
	name       TEXT  NOT NULL PRIMARY KEY,
	definition BYTES NOT NULL
) ROWLESS;

-- +goose Down
DROP TABLE projections;
DROP TABLE idempotency;
DROP TABLE log_queue;
DROP TABLE outbox;
DROP TABLE timers;
DROP TABLE snapshots;
DROP TABLE heads;
DROP TABLE events;

-- +goose Up
-- Who may come in. No secret, log-in name or address stands here in the clear: only
-- SHA-256 of random secrets, HMAC of log-ins and addresses, argon2id of passwords.
-- All instants are machine time in microseconds since 1970, UTC; 0 = none.
CREATE TABLE accounts (
	market     BYTES  NOT NULL,
	person     BYTES  NOT NULL,
	number     BYTES  NOT NULL,
	login      BYTES  NOT NULL,
	password   TEXT   NOT NULL, -- '' = none yet
	created_at BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (market, person)
) ROWLESS;
CREATE UNIQUE INDEX accounts_login ON accounts (market, login);

-- Persons shut out until they unlock, with an account or without.
CREATE TABLE person_locks (
	market    BYTES  NOT NULL,
	person    BYTES  NOT NULL,
	locked_at BIGINT NOT NULL,
	PRIMARY KEY (market, person)
) ROWLESS;

-- The next three are found by a random hash alone: who brings a secret has not yet
-- said of which marketplace it is, and a hash spreads evenly over any number of nodes.
CREATE TABLE sessions (
	token      BYTES  NOT NULL PRIMARY KEY,
	market     BYTES  NOT NULL,
	person     BYTES  NOT NULL,
	credential TEXT   NOT NULL,
	created_at BIGINT NOT NULL,
	seen_at    BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
) ROWLESS;
CREATE INDEX sessions_person ON sessions (market, person, created_at);
CREATE INDEX sessions_old ON sessions (expires_at);

CREATE TABLE one_time_links (
	secret     BYTES  NOT NULL PRIMARY KEY,
	number     BYTES  NOT NULL,
	market     BYTES  NOT NULL,
	purpose    TEXT   NOT NULL,
	person     BYTES  NOT NULL,
	target     TEXT   NOT NULL,
	contact    INT    NOT NULL,
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at    BIGINT NOT NULL
) ROWLESS;
CREATE INDEX one_time_links_old ON one_time_links (expires_at);

CREATE TABLE api_keys (
	secret     BYTES  NOT NULL PRIMARY KEY,
	number     BYTES  NOT NULL,
	market     BYTES  NOT NULL,
	person     BYTES  NOT NULL,
	label      TEXT   NOT NULL,
	scopes     TEXT   NOT NULL, -- separated by spaces
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	revoked_at BIGINT NOT NULL,
	seen_at    BIGINT NOT NULL
) ROWLESS;
CREATE INDEX api_keys_market ON api_keys (market, created_at, number);

-- Failed sign-ins by account, address and both, each an HMAC.
CREATE TABLE sign_in_tallies (
	key      BYTES  NOT NULL PRIMARY KEY,
	failures INT    NOT NULL,
	last_at  BIGINT NOT NULL,
	good_at  BIGINT NOT NULL
) ROWLESS;
CREATE INDEX sign_in_tallies_old ON sign_in_tallies (last_at);

-- +goose Down
DROP TABLE sign_in_tallies;
DROP TABLE api_keys;
DROP TABLE one_time_links;
DROP TABLE sessions;
DROP TABLE person_locks;
DROP TABLE accounts;

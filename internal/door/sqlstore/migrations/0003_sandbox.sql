-- +goose Up
-- What the sandbox payment provider was asked and answered. Codes, sums and its own
-- reference numbers; no personal data.
CREATE TABLE sandbox_payments (
	id      TEXT   NOT NULL PRIMARY KEY,
	market  BYTES  NOT NULL,
	kind    TEXT   NOT NULL,
	minor   BIGINT NOT NULL,
	state   TEXT   NOT NULL,
	ref     TEXT   NOT NULL,
	problem TEXT   NOT NULL
) ROWLESS;

-- The marketplaces of this installation, in the order they were opened, and small
-- settings of the installation itself (where the demo stands).
CREATE TABLE installation (
	name  TEXT  NOT NULL PRIMARY KEY,
	value TEXT  NOT NULL
) ROWLESS;

-- +goose Down
DROP TABLE installation;
DROP TABLE sandbox_payments;

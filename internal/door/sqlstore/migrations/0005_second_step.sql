-- +goose Up
-- In which kind of browser a session began: two words of a closed list, no address.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';

-- The second step of a sign-in. The secret is ciphertext, the codes are HMAC.
CREATE TABLE second_steps (
	market       BYTES  NOT NULL,
	person       BYTES  NOT NULL,
	secret       BYTES  NOT NULL,
	created_at   BIGINT NOT NULL,
	confirmed_at BIGINT NOT NULL,
	last_step    BIGINT NOT NULL,
	PRIMARY KEY (market, person)
) ROWLESS;
CREATE TABLE recovery_codes (
	market BYTES NOT NULL,
	person BYTES NOT NULL,
	code   BYTES NOT NULL,
	PRIMARY KEY (market, person, code)
) ROWLESS;

-- +goose Down
DROP TABLE recovery_codes;
DROP TABLE second_steps;
ALTER TABLE sessions DROP COLUMN device;

-- +goose Up
-- What somebody typed and has not sent: ciphertext under his own key, its place veiled.
-- saved is machine time, by which it grows old.
CREATE TABLE unsent (
	market BYTES  NOT NULL,
	person BYTES  NOT NULL,
	place  BYTES  NOT NULL,
	saved  BIGINT NOT NULL,
	doc    BYTES  NOT NULL,
	PRIMARY KEY (market, person, place)
) ROWS;
CREATE INDEX unsent_old ON unsent (saved);

-- When a draft was last saved; 0: before this was noted. The sweeper notes it then.
ALTER TABLE drafts ADD COLUMN saved BIGINT NOT NULL DEFAULT 0;
CREATE INDEX drafts_old ON drafts (saved);

-- +goose Down
DROP INDEX drafts_old;
ALTER TABLE drafts DROP COLUMN saved;
DROP TABLE unsent;

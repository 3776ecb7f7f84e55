-- +goose Up
-- Rulebook documents by their SHA-256, of every version of the program that was used
-- here: a case runs to its end on the rules it began under. manifest is 1 for the text
-- that names the documents of a version. They are of the program, not of a marketplace,
-- and hold no personal data.
CREATE TABLE rulebooks (
	digest   BYTES  NOT NULL PRIMARY KEY,
	manifest BIGINT NOT NULL,
	text     BYTES  NOT NULL
) ROWS;

-- +goose Down
DROP TABLE rulebooks;

-- +goose Up
-- What somebody writes before a dispute is filed: one document per draft case,
-- ciphertext under the case's key, replaced as a whole while its revision holds.
CREATE TABLE drafts (
	market   BYTES  NOT NULL,
	case_id  BYTES  NOT NULL,
	revision BIGINT NOT NULL,
	doc      BYTES  NOT NULL,
	PRIMARY KEY (market, case_id)
) ROWS;

-- +goose Down
DROP TABLE drafts;

-- +goose Up
-- How much of a case a member of staff had seen when he last said so: streams and
-- sequence numbers, nothing of what stands in them. A private mark, no part of any stream.
CREATE TABLE looks (
	market  BYTES NOT NULL,
	person  BYTES NOT NULL,
	case_id BYTES NOT NULL,
	seen    TEXT  NOT NULL,
	PRIMARY KEY (market, person, case_id)
) ROWLESS;

-- +goose Down
DROP TABLE looks;

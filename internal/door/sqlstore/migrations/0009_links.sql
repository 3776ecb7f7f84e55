-- +goose Up
-- A person lists and takes back his own one-time links: found by whose they are.
CREATE INDEX one_time_links_person ON one_time_links (market, person, purpose);

-- +goose Down
DROP INDEX one_time_links_person;

-- The history of decisions, newest decision first, and how many changes a day had: both without reading any set's details.
CREATE INDEX change_set_decided ON change_set (decided DESC, id DESC, state);

-- What is kept for days is found by when it was made: rows lie in that order, so a range of pages says enough and costs the writer next to nothing.
create index idempotency_key_created on idempotency_key using brin (created_at) with (pages_per_range = 32, autosummarize = on);
create index job_created on job using brin (created_at) with (pages_per_range = 32, autosummarize = on);

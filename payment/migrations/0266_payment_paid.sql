-- What was captured of a day is read from the index alone.
drop index payment_attempt_paid;
create index payment_attempt_paid on payment_attempt (paid_at) include (provider, captured_fen) where paid_at is not null;

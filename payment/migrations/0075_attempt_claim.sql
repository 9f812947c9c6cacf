-- Who is asking the provider for an attempt's code notes it in a column that no index has. checked_at, by which attempts are asked about in turn, is in one,
-- so that each claim and each code that was kept wrote anew into all seven indexes. Pages keep room, so that such rows stay where they are.
alter table payment_attempt add column claimed_at timestamptz;
alter table payment_attempt set (fillfactor = 80);
update payment_attempt set claimed_at = checked_at where state = 'created' and code_url is null;

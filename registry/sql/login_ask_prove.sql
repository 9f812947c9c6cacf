-- Somebody signed in as that phone from there: what was tried before is forgotten. $1 hash of the phone, $2 of the requester. Columns: none.
-- Index: login_ask primary key.
update login_ask
set wrong = 0, wrong_at = null, proved_at = now()
where phone_hash = $1 and requester_hash = $2

-- How long somebody waits for the next try. $1 hash of the phone, $2 of the requester, $3 tries without a wait.
-- Columns: wait_s (seconds). Index: login_ask primary key.
select ceil(extract(epoch from wrong_at + login_wait(wrong, $3::bigint) - now()))::bigint as wait_s
from login_ask
where phone_hash = $1 and requester_hash = $2

-- How long somebody waits for the next try. $1 hash of the phone, $2 of the requester, $3 tries without a wait.
-- Columns: wait_s (seconds). Index: login_ask primary key.
select ceil(extract(epoch from wrong_at + make_interval(secs => least(3600, 30 * 2 ^ least(wrong - $3::bigint, 7))) - now()))::bigint as wait_s
from login_ask
where phone_hash = $1 and requester_hash = $2

-- How long somebody waits for a phone's next code. $1 hash of the phone, $2 of the requester, $3 seconds between two codes.
-- Columns: wait_s (seconds; <= 0 when it is the day's limit). Index: login_ask primary key.
select ceil(extract(epoch from sent_at + make_interval(secs => $3::bigint) - now()))::bigint as wait_s
from login_ask
where phone_hash = $1 and requester_hash = $2

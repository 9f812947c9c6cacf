-- How long a phone waits for its next code. $1 hash of the phone, $2 seconds between two codes.
-- Columns: wait_s (seconds; <= 0 when it is the day's limit). Index: login_code primary key.
select ceil(extract(epoch from sent_at + make_interval(secs => $2::bigint) - now()))::bigint as wait_s
from login_code
where phone_hash = $1

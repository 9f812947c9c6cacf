-- $1 hash of the phone, $2 seconds between two codes. Primary key.
-- Columns: wait_s (seconds until the next code may be sent, <= 0 when it is the day's limit).
select ceil(extract(epoch from sent_at + make_interval(secs => $2::bigint) - now()))::bigint as wait_s
from login_code
where phone_hash = $1

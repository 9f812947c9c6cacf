-- $1 hash of the phone, $2 seconds between two codes. Column: wait_s, seconds until the next code may be sent, <= 0 when it is the day's limit. Primary key.
select ceil(extract(epoch from sent_at + make_interval(secs => $2::bigint) - now()))::bigint as wait_s
from login_code
where phone_hash = $1

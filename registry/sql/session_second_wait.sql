-- How long a session waits for its next try. $1 session, $2 tries without a wait. Columns: wait_s (seconds). Index: session_number.
select ceil(extract(epoch from second_tried_at + make_interval(secs => least(3600, 30 * 2 ^ least(second_tries - $2::bigint, 7))) - now()))::bigint as wait_s
from session
where session_id = $1

-- Counts a session's try at the second proof before it is judged. After so many each waits for the last: 30 seconds, twice as long after every further one, an
-- hour at most. $1 session, $2 tries without a wait. Columns: counted (no row when it is too soon). Index: session_number.
update session
set second_tries = second_tries + 1, second_tried_at = now()
where session_id = $1
    and (second_tries < $2::bigint or second_tried_at + make_interval(secs => least(3600, 30 * 2 ^ least(second_tries - $2::bigint, 7))) <= now())
returning true as counted

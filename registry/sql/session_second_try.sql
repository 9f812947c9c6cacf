-- Counts a session's try at the second proof before it is judged; session_second_proved forgets it. After so many in a row each waits for the last (login_wait).
-- $1 session, $2 tries without a wait. Columns: counted (no row when it is too soon). Index: session_number.
update session
set second_tries = second_tries + 1, second_tried_at = now()
where session_id = $1
    and (second_tries < $2::bigint or second_tried_at + login_wait(second_tries, $2::bigint) <= now())
returning true as counted

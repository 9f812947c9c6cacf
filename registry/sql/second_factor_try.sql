-- Counts a try at an account's second proof before it is judged, of whichever session; second_factor_forgive forgets it. After so many in a row each waits for the
-- last (login_wait). $1 account, $2 tries without a wait. Columns: counted (no row when it is too soon). Index: second_factor primary key.
update second_factor
set wrong = wrong + 1, wrong_at = now()
where account_id = $1
    and (wrong < $2::bigint or wrong_at + login_wait(wrong, $2::bigint) <= now())
returning true as counted

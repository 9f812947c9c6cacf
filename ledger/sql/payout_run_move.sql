-- Moves a run. $1 run, $2 to which state, $3 by which account (of a release). Columns: none. Index: payout_run primary key.
update payout_run
set state = $2, waits_for = '',
    prepared_at = case when $2 = 'prepared' then now() else prepared_at end,
    released_by = case when $2 = 'releasing' then $3::bigint else released_by end,
    released_at = case when $2 = 'releasing' then now() else released_at end,
    ended_at = case when $2 in ('closed', 'dropped') then now() else ended_at end
where id = $1

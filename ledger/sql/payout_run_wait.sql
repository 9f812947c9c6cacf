-- Says why a run does not go on. $1 run, $2 what it waits for. Columns: none. Index: payout_run primary key.
update payout_run
set waits_for = $2
where id = $1 and waits_for <> $2

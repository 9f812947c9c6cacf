-- Somebody has looked at a link that does not fit, and it is right all the same. $1 verdict, $2 account, $3 reason. Columns: verdict_id (none = it does not wait), county_code.
-- Index: register_verdict primary key.
update register_verdict
set cleared_at = now(), cleared_by = $2, cleared_reason = $3
where id = $1 and until is null and cleared_at is null and verdict in ('doubt', 'unfit')
returning id as verdict_id, county_code

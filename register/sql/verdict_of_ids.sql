-- Verdicts by their numbers. $1 verdicts. Columns: verdict_id, producer_id, producer_name, rules, verdict, snapshot_id, change_no, judged_at, ended_at (null = it stands), cleared_at, cleared_reason.
-- Index: register_verdict primary key.
select d.id as verdict_id, d.producer_id, o.name as producer_name, d.rules, d.verdict, d.snapshot_id, d.change_no, d.judged_at, d.until as ended_at, d.cleared_at, d.cleared_reason
from register_verdict d
join organisation o on o.id = d.producer_id and o.county_code = d.county_code
where d.id = any ($1::bigint[])
order by d.id

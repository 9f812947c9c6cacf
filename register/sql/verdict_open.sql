-- Links of a county that do not fit, that nobody has looked at and that have not ended. $1 county, $2 behind which, $3 at most. Columns: verdict_id, household_id, pseudonym, village_code, state,
-- producer_id, producer_name, rules, verdict, judged_at. Index: register_verdict_open, benefit_link_unique.
select d.id as verdict_id, d.household_id, h.pseudonym, h.village_code, h.state, d.producer_id, o.name as producer_name, d.rules, d.verdict, d.judged_at
from register_verdict d
join household h on h.id = d.household_id and h.county_code = d.county_code
join organisation o on o.id = d.producer_id and o.county_code = d.county_code
where d.county_code = $1 and d.until is null and d.cleared_at is null and d.verdict in ('doubt', 'unfit') and d.id > $2
  and not exists (select 1 from benefit_link l where l.household_id = d.household_id and l.producer_id = d.producer_id and l.county_code = d.county_code and l.state = 'ended')
order by d.id
limit $3

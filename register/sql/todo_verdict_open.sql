-- Links of a county that do not fit and wait for a look. $1 county. Columns: count, oldest_at. Index: register_verdict_open, benefit_link_unique.
select count(*) as count, min(n.judged_at) as oldest_at
from (select judged_at from register_verdict d
      where county_code = $1::text and until is null and cleared_at is null and verdict in ('doubt', 'unfit')
        and not exists (select 1 from benefit_link l where l.household_id = d.household_id and l.producer_id = d.producer_id and l.county_code = d.county_code and l.state = 'ended')
      limit 1000) n

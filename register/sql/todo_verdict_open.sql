-- Links of a county that do not fit and wait for a look. $1 county. Columns: count, oldest_at. Index: register_verdict_open.
select count(*) as count, min(n.judged_at) as oldest_at
from (select judged_at from register_verdict
      where county_code = $1::text and until is null and cleared_at is null and verdict in ('doubt', 'unfit')
      limit 1000) n

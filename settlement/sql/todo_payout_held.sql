-- Lines that something holds in a county's run that is not released. $1 county. Columns: count, oldest_at. Index: payout_run_open, payout_of_run.
select count(*) as count, min(n.planned_at) as oldest_at
from (select p.planned_at
      from payout_run r
      join payout p on p.run_id = r.id and p.county_code = r.county_code and p.state = 'held'
      where r.county_code = $1::text and r.state in ('preparing', 'prepared', 'releasing')
      limit 1000) n

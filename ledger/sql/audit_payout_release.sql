-- Runs that were released by who made them, or by who let one of their lines pass. $1 runs from which id on. Columns: subject, detail. Index: payout_run primary key, payout_of_run.
select 'payout_run:' || r.id as subject, 'released by ' || r.released_by || ' alone' as detail
from payout_run r
where r.id >= $1 and r.released_by is not null
    and (r.released_by = r.created_by
         or exists (select 1 from payout p where p.run_id = r.id and p.county_code = r.county_code and p.passed_by = r.released_by))
limit 20

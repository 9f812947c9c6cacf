-- Whether the paid trades are those that one attempt of their county paid: sums over both, of a number of chance for each trade, are the same. $1 from which id on. Columns: agree.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
)
select coalesce(sum(w.weight), 0) = 0 as agree
from (select sum(hashtextextended(t.id || ' ' || t.county_code, (select seed from chance))) as weight
      from trade t
      where t.id >= $1 and t.state = 'paid'
      union all
      select -sum(hashtextextended(a.subject_id || ' ' || a.county_code, (select seed from chance)))
      from payment_attempt a
      join provider_event e on e.attempt_id = a.id and e.outcome = 'paid'
      where a.subject_id >= $1 and a.subject_kind = 'trade') w

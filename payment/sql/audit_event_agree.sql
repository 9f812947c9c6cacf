-- Whether captures and the events that moved money are the same: sums over both, of a number of chance for each, are. $1 from which id on. Columns: agree.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
)
select coalesce(sum(w.weight), 0) = 0 as agree
from (select sum(hashtextextended(a.id || ' ' || a.captured_fen || ' ' || a.provider || ' ' || coalesce(a.transaction_id, ''), (select seed from chance))) as weight
      from payment_attempt a
      where a.id >= $1 and a.captured_fen > 0
      union all
      select -sum(hashtextextended(coalesce(e.attempt_id, 0) || ' ' || e.amount_fen || ' ' || e.provider || ' ' || e.event_key, (select seed from chance)))
      from provider_event e
      where (e.attempt_id >= $1 or e.attempt_id is null) and e.outcome in ('paid', 'overpaid', 'late', 'differs')) w

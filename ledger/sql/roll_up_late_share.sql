-- By how much households' sums change by orders that the journal has named since. $1 these orders.
-- Columns: household_id, month, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen.
-- Index: attribution_pool primary key, order_rolled primary key, order_rolled_share_key, roster_place primary key.
select s.household_id, s.month, sum(s.entries)::bigint as entries, sum(s.credited_fen)::bigint as credited_fen, sum(s.reversed_fen)::bigint as reversed_fen,
    sum(s.accrued_fen)::bigint as accrued_fen, sum(s.matured_fen)::bigint as matured_fen, sum(s.withheld_fen)::bigint as withheld_fen
from (select n.household_id, n.month, n.entries, n.credited_fen, n.reversed_fen, n.accrued_fen, n.matured_fen, n.withheld_fen
      from order_share_now n
      where n.order_id = any ($1::bigint[])
      union all
      select r.household_id, r.month, -r.entries, -r.credited_fen, -r.reversed_fen, -r.accrued_fen, -r.matured_fen, -r.withheld_fen
      from order_share_rolled r
      where r.order_id = any ($1::bigint[])) s
group by s.household_id, s.month
having (sum(s.entries), sum(s.credited_fen), sum(s.reversed_fen), sum(s.accrued_fen), sum(s.matured_fen), sum(s.withheld_fen)) <> (0, 0, 0, 0, 0, 0)

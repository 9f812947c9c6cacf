-- A household's income by month, in one snapshot: what is rolled up, and what of the orders that the journal has named since is otherwise now. $1 household, $2 these orders.
-- Columns: month (of Beijing time in which the sale was paid), entries, credited_fen, reversed_fen, accrued_fen (of what remains, as the next ones), matured_fen, paid_out_fen (what the bank
-- paid in that month),
-- withheld_fen, has_lines (none of its entries lies in a year outside the books). Newest first. Indexes: household_month_key, attribution_pool primary key, order_rolled primary key, order_rolled_share_key, payout_of_household.
-- By subqueries: a plan that begins with the household's rosters reads all that it ever had.
select s.month, sum(s.entries)::bigint as entries, sum(s.credited_fen)::bigint as credited_fen, sum(s.reversed_fen)::bigint as reversed_fen,
    sum(s.accrued_fen)::bigint as accrued_fen, sum(s.matured_fen)::bigint as matured_fen, sum(s.paid_out_fen)::bigint as paid_out_fen, sum(s.withheld_fen)::bigint as withheld_fen,
    s.month >= (select f.months_from from year_floor f) as has_lines
from (select h.month, h.entries, h.credited_fen, h.reversed_fen, h.accrued_fen, h.matured_fen, h.withheld_fen, 0::bigint as paid_out_fen
      from household_month h
      where h.household_id = $1::bigint
      union all
      select n.month, n.entries, n.credited_fen, n.reversed_fen, n.accrued_fen, n.matured_fen, n.withheld_fen, 0
      from (select w.household_id, w.month, w.entries, w.credited_fen, w.reversed_fen, w.accrued_fen, w.matured_fen, w.withheld_fen
            from order_share_change w
            where w.order_id = any ($2::bigint[])
            offset 0) n
      where n.household_id = $1::bigint
      union all
      select to_char(p.paid_on, 'YYYY-MM'), 0, 0, 0, 0, 0, 0, p.amount_fen
      from payout p
      where p.household_id = $1::bigint and p.state in ('paid', 'confirmed', 'disputed')) s
group by s.month
having sum(s.entries) > 0 or sum(s.paid_out_fen) > 0
order by s.month desc

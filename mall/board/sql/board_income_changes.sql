-- What of households' income is otherwise than the board tells it: from the sums by month (ledger/roll_up.h), what has changed since, and of orders that the seller bore what
-- their entries are. $1 orders that the journal has named since the sums were made, $2 orders that were completed and then refunded whole. DB_REPORT.
-- Columns: county_code, month (Beijing time, in which the order was paid), kind, household_id, step (accrued, matured, borne: of orders that were completed and
-- then refunded whole, withheld), fen (as it is now; 0 = nothing any more).
-- Rows without a household (0), of one county, one month or one kind, the others being '', come first: their "fen" is how many households have money of that
-- step there now.
with sums as (
    select s.county_code, s.month, s.kind, s.household_id, sum(s.accrued_fen) as accrued_fen, sum(s.matured_fen) as matured_fen, sum(s.borne_fen) as borne_fen,
        sum(s.withheld_fen) as withheld_fen
    from (select h.county_code, h.month, h.kind, h.household_id, h.accrued_fen, h.matured_fen, 0 as borne_fen, h.withheld_fen
          from household_month h
          union all
          select n.county_code, n.month, n.kind, n.household_id, n.accrued_fen, n.matured_fen, 0, n.withheld_fen
          from order_share_now n
          where n.order_id = any ($1::bigint[])
          union all
          select r.county_code, r.month, r.kind, r.household_id, -r.accrued_fen, -r.matured_fen, 0, -r.withheld_fen
          from order_share_rolled r
          where r.order_id = any ($1::bigint[])
          union all
          select b.county_code, b.month, b.kind, b.household_id, 0, -b.matured_fen, b.matured_fen, 0
          from order_share_now b
          where b.order_id = any ($2::bigint[])) s
    group by s.county_code, s.month, s.kind, s.household_id
), live as (
    select s.county_code, s.month, s.kind, s.household_id, v.step, v.fen
    from sums s
    cross join lateral (values ('accrued', s.accrued_fen), ('matured', s.matured_fen), ('borne', s.borne_fen), ('withheld', s.withheld_fen)) as v (step, fen)
    where v.fen > 0
), cell as (
    select l.step, l.county_code, l.month, l.kind, count(distinct l.household_id) as households
    from live l
    group by grouping sets ((l.step, l.county_code), (l.step, l.month), (l.step, l.kind))
), change as (
    select county_code, month, kind, household_id, step, coalesce(l.fen, 0)::bigint as fen
    from live l
    full join board_income b using (county_code, month, kind, household_id, step)
    where l.fen is distinct from b.fen
)
select x.county_code, x.month, x.kind, x.household_id, x.step, x.fen
from change x
union all
select coalesce(c.county_code, ''), coalesce(c.month, ''), coalesce(c.kind, ''), 0, c.step, c.households
from cell c
order by household_id, county_code, month, kind, step

-- What of households' income is otherwise than the board tells it. No parameters. Reads all entries: DB_SLOW only. Sequential scans.
-- Columns: county_code, month (Beijing time, in which the order was paid), kind, household_id, step (accrued, matured, borne: of orders that were completed and
-- then refunded whole, withheld), fen (as it is now; 0 = nothing any more).
-- Rows without a household (0), of one county, one month or one kind, the others being '', come first: their "fen" is how many households have money of that
-- step there now.
with borne as (
    select o.id, o.county_code
    from sale_order o
    where o.state = 'completed'
      and exists (select 1 from order_refund f where f.order_id = o.id and f.county_code = o.county_code and f.after_completion)
      and not exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.refunded_quantity < l.quantity)
), entry as (
    select a.county_code, to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, a.kind, a.household_id,
        case when a.state in ('accrued', 'withheld') then a.state when b.id is not null then 'borne' else 'matured' end as step,
        sum(a.amount_fen - a.reversed_fen) as fen
    from attribution_entry a
    left join borne b on b.id = a.order_id and b.county_code = a.county_code
    where a.state in ('accrued', 'matured', 'payable', 'paid', 'confirmed', 'withheld')
    group by 1, 2, 3, 4, 5
), live as (
    select e.county_code, e.month, e.kind, e.household_id, e.step, e.fen
    from entry e
    where e.fen > 0
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

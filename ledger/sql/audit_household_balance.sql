-- Orders whose households' entries do not say the same as its control accounts: accrued, matured, withheld. And accounts of single households, of before there were
-- control accounts, that were not gathered whole. $1 orders from which id on. Columns: subject, detail.
with line as (
    select l.order_id, l.county_code, sum((select sum(x) from unnest(l.amounts) x) - case when l.reversed is null then 0 else (select sum(x) from unnest(l.reversed) x) end) as fen
    from attribution_pool l
    where l.order_id >= $1
    group by l.order_id, l.county_code
), held as (
    select w.order_id, w.county_code, sum(w.amount_fen - coalesce(l.reversed[w.place], 0)) as fen
    from withheld_share w
    join attribution_pool l on l.order_id = w.order_id and l.line_id = w.line_id and l.pool_no = w.pool_no and l.county_code = w.county_code
    where w.order_id >= $1 and w.state = 'withheld'
    group by w.order_id, w.county_code
), said as (
    select l.county_code, l.order_id, case when m.matured_at is null then 'household_accrued' else 'household' end as kind, l.fen - coalesce(h.fen, 0) as balance
    from line l
    left join held h on h.order_id = l.order_id and h.county_code = l.county_code
    left join maturity m on m.order_id = l.order_id and m.county_code = l.county_code and m.order_id >= $1
    union all
    select h.county_code, h.order_id, 'withheld', h.fen
    from held h
), book as (
    select county_code, order_id, owner, kind, sum(amount) as balance
    from (
        select county_code, order_id, credit_owner as owner, credit_kind as kind, amount_fen as amount from transfer where order_id >= $1
        union all
        select county_code, order_id, debit_owner, debit_kind, -amount_fen from transfer where order_id >= $1
    ) t
    where kind in ('household_accrued', 'household', 'withheld')
    group by county_code, order_id, owner, kind
)
select 'order:' || coalesce(s.order_id, b.order_id) as subject, coalesce(s.kind, b.kind) || ' entries ' || coalesce(s.balance, 0) || ' journal ' || coalesce(b.balance, 0) as detail
from said s
full join (select county_code, order_id, kind, sum(balance) as balance from book where owner = order_id group by county_code, order_id, kind) b
    on b.order_id = s.order_id and b.kind = s.kind and b.county_code = s.county_code
where coalesce(s.balance, 0) <> coalesce(b.balance, 0)
union all
select b.kind || ':' || b.owner, 'of order ' || b.order_id || ' holds ' || b.balance
from book b
where b.owner <> b.order_id and b.balance <> 0
limit 20

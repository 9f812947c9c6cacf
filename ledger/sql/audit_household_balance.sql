-- Orders whose households' entries do not say the same as its control accounts: accrued, matured, withheld; and accounts of single households, of before there were
-- control accounts, that were not gathered whole. None of them is below zero. $1 orders from which id on, $2 whether orders' own accounts
-- are looked at: the sums of ledger/entry_sum.h may have said it already. Columns: subject, detail.
with said as (
    -- of an order what entries say, less what is withheld, and what its accounts hold, from one row each of what it is made of, grouped once
    select d.county_code, d.order_id, sum_fen(d.entries) as entries, sum_fen(d.times) as times, sum_fen(d.accrued) as accrued, sum_fen(d.matured) as matured, sum_fen(d.withheld) as withheld
    from (select l.county_code, l.order_id,
              (select sum_fen(x) from (select unnest(l.amounts) as x) u) - case when l.reversed is null then 0 else (select sum_fen(x) from (select unnest(l.reversed) as x) u) end as entries,
              0 as times, 0 as accrued, 0 as matured, 0 as withheld
          from attribution_pool l
          where $2::boolean and l.order_id >= $1 and l.order_id >= (select objects_from from year_floor)
          union all
          select w.county_code, w.order_id, coalesce(l.reversed[w.place], 0) - w.amount_fen, 0, 0, 0, w.amount_fen - coalesce(l.reversed[w.place], 0)
          from withheld_share w
          left join attribution_pool l
              on l.order_id = w.order_id and l.line_id = w.line_id and l.pool_no = w.pool_no and l.county_code = w.county_code and l.order_id >= $1 and l.order_id >= (select objects_from from year_floor) and l.reversed is not null
          where $2::boolean and w.order_id >= $1 and w.order_id >= (select objects_from from year_floor) and w.state = 'withheld'
          union all
          select m.county_code, m.order_id, 0, 1, 0, 0, 0
          from maturity m
          where $2::boolean and m.order_id >= $1 and m.order_id >= (select objects_from from year_floor)
          union all
          select t.county_code, t.order_id, 0, 0,
              case when t.credit_kind = 'household_accrued' and t.credit_owner = t.order_id then t.amount_fen else 0 end - case when t.debit_kind = 'household_accrued' and t.debit_owner = t.order_id then t.amount_fen else 0 end,
              case when t.credit_kind = 'household' and t.credit_owner = t.order_id then t.amount_fen else 0 end - case when t.debit_kind = 'household' and t.debit_owner = t.order_id then t.amount_fen else 0 end,
              case when t.debit_kind = 'withheld' and t.debit_owner = t.order_id then t.amount_fen else 0 end - case when t.credit_kind = 'withheld' and t.credit_owner = t.order_id then t.amount_fen else 0 end
          from transfer t
          where $2::boolean and t.order_id >= $1 and t.order_id >= (select objects_from from year_floor) and (t.credit_kind in ('household_accrued', 'household', 'withheld') or t.debit_kind in ('household_accrued', 'household', 'withheld'))) d
    group by d.county_code, d.order_id
), alone as (
    select a.county_code, a.order_id, a.kind, a.owner, sum(a.fen) as fen
    from (select county_code, order_id, credit_kind as kind, credit_owner as owner, amount_fen as fen
          from transfer
          where order_id >= $1 and order_id >= (select objects_from from year_floor) and credit_kind in ('household_accrued', 'household', 'withheld') and credit_owner <> order_id
          union all
          select county_code, order_id, debit_kind, debit_owner, -amount_fen
          from transfer
          where order_id >= $1 and order_id >= (select objects_from from year_floor) and debit_kind in ('household_accrued', 'household', 'withheld') and debit_owner <> order_id) a
    group by a.county_code, a.order_id, a.kind, a.owner
)
select 'order:' || s.order_id as subject,
    case when s.withheld <> 0 then 'withheld entries less journal ' || s.withheld
         when s.times = 0 then 'household_accrued entries ' || s.entries || ' journal ' || s.accrued || ' and matured ' || s.matured
         else 'household entries ' || s.entries || ' journal ' || s.matured || ' and accrued ' || s.accrued end as detail
from said s
where s.withheld <> 0 or s.accrued <> case when s.times = 0 then s.entries else 0 end or s.matured <> case when s.times = 0 then 0 else s.entries end or s.entries < 0
union all
select a.kind || ':' || a.owner, 'of order ' || a.order_id || ' holds ' || a.fen
from alone a
where a.fen <> 0
limit 20

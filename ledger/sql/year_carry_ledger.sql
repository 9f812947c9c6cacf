-- With what accounts and sums of months go on over a year that is taken out. An order's own accounts are held against the order, what households drew against their payouts, and both together here, a county's as
-- those of nobody (0): so there are rows for sellers, stations and bills, and not for orders and households. $1 the first id behind it.
-- Columns: what, key, county_code, fen, digest.
select 'account' as what, a.key, a.county_code, sum(a.fen)::bigint as fen, null::text as digest
from (select t.credit_kind || ':' || case when t.credit_kind = 'household_drawn' or t.credit_owner = t.order_id and t.credit_kind in ('escrow', 'household_accrued', 'household', 'withheld') then 0 else t.credit_owner end as key,
          t.county_code, t.amount_fen as fen
      from transfer t
      where t.id < $1::bigint
      union all
      select t.debit_kind || ':' || case when t.debit_kind = 'household_drawn' or t.debit_owner = t.order_id and t.debit_kind in ('escrow', 'household_accrued', 'household', 'withheld') then 0 else t.debit_owner end, t.county_code,
          -t.amount_fen
      from transfer t
      where t.id < $1::bigint
      union all
      select c.key, c.county_code, c.fen
      from year_carried c
      where c.what = 'account' and c.year = (select f.year from year_floor f)) a
group by a.key, a.county_code
having sum(a.fen) <> 0
union all
select 'household_month', d.month, d.county_code, null, d.digest
from household_month_digest d
where d.month < to_char(to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM')

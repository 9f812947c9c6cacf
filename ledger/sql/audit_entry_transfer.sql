-- Entries, reversals and releases that the journal does not say: for each order and moment the transfers of a kind are the sum of what was written then, and each
-- names its cause. Those booked for single households, before there were control accounts, are also held against each household. What was taken back is the sum
-- of reversals. $1 orders from which id on, $2 whether orders' moments are looked at, $3 single households, $4 the causes of all transfers, $5 when
-- each matures, $6 or those with these ids: the walk over the journal (ledger/day_audit.h) may have said it already. Where moments agree, what was taken back stands with orders that have reversals. Columns: subject, detail. Index: transfer_order.
with line as (
    select l.order_id, l.county_code, l.accrued_at, (select sum_fen(x) from (select unnest(l.amounts) as x) u) as fen
    from attribution_pool l
    where $2::boolean and l.order_id >= $1 and l.order_id >= (select objects_from from year_floor)
), moment as (
    -- what entries say of an order's moment less what the journal says of it
    select d.county_code, d.order_id, d.at, sum_fen(d.accrued) as accrued, sum_fen(d.withheld) as withheld, sum_fen(d.released) as released, sum_fen(d.reversed) as reversed
    from (select l.county_code, l.order_id, l.accrued_at as at, l.fen as accrued, 0 as withheld, 0 as released, 0 as reversed
          from line l
          union all
          select w.county_code, w.order_id, w.withheld_at, -w.amount_fen, w.amount_fen, 0, 0
          from withheld_share w
          where $2::boolean and w.order_id >= $1 and w.order_id >= (select objects_from from year_floor)
          union all
          select w.county_code, w.order_id, w.moved_at, 0, 0, w.released_fen, 0
          from withheld_share w
          where $2::boolean and w.order_id >= $1 and w.order_id >= (select objects_from from year_floor) and w.released_fen is not null
          union all
          select v.county_code, v.order_id, v.reversed_at, 0, 0, 0, (select sum_fen(x) from (select unnest(v.amounts) as x) u)
          from pool_reversal v
          where $2::boolean and v.order_id >= $1 and v.order_id >= (select objects_from from year_floor)
          union all
          select t.county_code, t.order_id, t.booked_at, case t.kind when 'accrue' then -t.amount_fen else 0 end, case t.kind when 'withhold' then -t.amount_fen else 0 end,
              case t.kind when 'release' then -t.amount_fen else 0 end, case t.kind when 'reverse' then -t.amount_fen else 0 end
          from transfer t
          where $2::boolean and t.order_id >= $1 and t.order_id >= (select objects_from from year_floor) and t.kind in ('accrue', 'withhold', 'release', 'reverse')) d
    group by d.county_code, d.order_id, d.at
), alone as (
    select t.county_code, t.order_id, case when t.debit_kind = 'escrow' then t.credit_owner else t.debit_owner end as household_id,
        sum(case when t.debit_kind = 'escrow' then t.amount_fen else 0 end) as credited, sum(case when t.credit_kind = 'escrow' then t.amount_fen else 0 end) as reversed
    from transfer t
    where $3::boolean and t.order_id >= $1 and t.order_id >= (select objects_from from year_floor) and t.kind in ('accrue', 'withhold', 'reverse') and case when t.debit_kind = 'escrow' then t.credit_owner else t.debit_owner end <> t.order_id
    group by 1, 2, 3
), reversed as (
    select v.county_code, v.order_id, v.line_id, v.pool_no, x.place, sum(x.fen) as fen
    from pool_reversal v
    cross join lateral unnest(v.amounts) with ordinality as x (fen, place)
    where v.order_id >= $1 and v.order_id >= (select objects_from from year_floor)
    group by v.county_code, v.order_id, v.line_id, v.pool_no, x.place
)
select 'order:' || d.order_id as subject, v.kind || ' entries less journal ' || v.fen || ' at ' || d.at as detail
from moment d
cross join lateral (values ('accrue', d.accrued), ('withhold', d.withheld), ('release', d.released), ('reverse', d.reversed)) v (kind, fen)
where (d.accrued <> 0 or d.withheld <> 0 or d.released <> 0 or d.reversed <> 0) and v.fen <> 0
union all
select 'transfer:' || t.id, t.kind || ' of order ' || t.order_id || ' names ' || t.cause_id
from transfer t
where $4::boolean and t.order_id >= $1 and t.order_id >= (select objects_from from year_floor) and t.kind in ('accrue', 'withhold', 'release', 'mature', 'reverse') and case when t.debit_kind = 'escrow' then t.credit_owner else t.debit_owner end = t.order_id
  and t.cause_id <> t.order_id
  and not (t.kind = 'reverse' and exists (select 1 from pool_reversal v where v.order_id = t.order_id and v.county_code = t.county_code and v.refund_id = t.cause_id and v.reversed_at = t.booked_at))
union all
select 'transfer:' || t.id, t.kind || ' of order ' || t.order_id || ' names ' || t.cause_id
from (select distinct v.order_id, v.county_code from pool_reversal v where not $4::boolean and v.order_id >= $1 and v.order_id >= (select objects_from from year_floor)) d
join transfer t on t.order_id = d.order_id and t.county_code = d.county_code
where t.order_id <> 0 and t.kind = 'reverse' and case when t.debit_kind = 'escrow' then t.credit_owner else t.debit_owner end = t.order_id and t.cause_id <> t.order_id
  and not exists (select 1 from pool_reversal v where v.order_id = t.order_id and v.county_code = t.county_code and v.refund_id = t.cause_id and v.reversed_at = t.booked_at)
union all
select 'transfer:' || t.id, 'matures at ' || t.booked_at || ', the order at ' || coalesce(m.matured_at::text, 'no time')
from (select g.id, g.order_id, g.county_code, g.booked_at
      from transfer g
      where $5::boolean and g.order_id >= $1 and g.order_id >= (select objects_from from year_floor) and g.kind = 'mature'
      union all
      select g.id, g.order_id, g.county_code, g.booked_at
      from unnest($6::bigint[]) as x (id)
      join transfer g on g.id = x.id
      where not $5::boolean) t
left join maturity m on m.order_id = t.order_id and m.county_code = t.county_code
where t.booked_at is distinct from m.matured_at
  and not exists (select 1 from withheld_share w where w.order_id = t.order_id and w.county_code = t.county_code and w.moved_at = t.booked_at and w.released_fen is not null)
union all
select 'household:' || coalesce(o.household_id, n.household_id), 'order ' || coalesce(o.order_id, n.order_id) || ' entries ' || coalesce(n.credited, 0) || ' journal ' || coalesce(o.credited, 0)
from alone o
full join (select a.county_code, a.order_id, a.household_id, sum(a.amount_fen) as credited
           from attribution_entry a
           join (select distinct county_code, order_id from alone where credited > 0) d on d.order_id = a.order_id and d.county_code = a.county_code
           group by a.county_code, a.order_id, a.household_id) n
    on n.order_id = o.order_id and n.household_id = o.household_id and n.county_code = o.county_code
where coalesce(o.credited, 0) <> coalesce(n.credited, 0)
union all
select 'line:' || coalesce(l.line_id, v.line_id), 'taken back of place ' || coalesce(l.place, v.place) || ' ' || coalesce(l.fen, 0) || ' reversals ' || coalesce(v.fen, 0)
from (select a.county_code, a.order_id, a.line_id, a.pool_no, x.place, x.fen
      from attribution_pool a
      cross join lateral unnest(a.reversed) with ordinality as x (fen, place)
      where a.order_id >= $1 and a.order_id >= (select objects_from from year_floor) and a.reversed is not null) l
full join reversed v on v.order_id = l.order_id and v.line_id = l.line_id and v.pool_no = l.pool_no and v.place = l.place and v.county_code = l.county_code
where coalesce(l.fen, 0) <> coalesce(v.fen, 0)
limit 20

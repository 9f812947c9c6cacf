-- Escrows that hold something else than they should: nothing once an order completed or was cancelled; otherwise what was paid less refunds and
-- credits. And money that was not owed and is not on its way back.
-- $1 orders and attempts from which id on. Columns: subject, detail.
with balance as (
    select county_code, kind, owner, sum(amount) as fen
    from (
        select county_code, credit_kind as kind, credit_owner as owner, amount_fen as amount from transfer where credit_kind in ('escrow', 'unowed') and credit_owner >= $1 and id >= $1 - 15099494400000
        union all
        select county_code, debit_kind, debit_owner, -amount_fen from transfer where debit_kind in ('escrow', 'unowed') and debit_owner >= $1 and id >= $1 - 15099494400000
    ) t
    group by county_code, kind, owner
), credited as (
    select a.order_id, a.county_code, sum((select sum(x) from unnest(a.amounts) x) - case when a.reversed is null then 0 else (select sum(x) from unnest(a.reversed) x) end) as fen
    from attribution_pool a
    where a.order_id >= $1
    group by a.order_id, a.county_code
)
select 'order:' || coalesce(o.id, b.owner) as subject, coalesce(o.state, 'no order') || ' escrow ' || coalesce(b.fen, 0) as detail
from (select id, county_code, state, goods_fen, freight_fen, freight_refunded_fen from sale_order where id >= $1) o
full join (select county_code, owner, fen from balance where kind = 'escrow') b on b.owner = o.id and b.county_code = o.county_code
left join credited c on c.order_id = o.id and c.county_code = o.county_code
where coalesce(b.fen, 0) <> case when o.state = 'paid' then
          o.goods_fen + o.freight_fen - o.freight_refunded_fen - (select sum(l.refunded_fen) from order_line l where l.order_id = o.id and l.county_code = o.county_code) - coalesce(c.fen, 0)
      else 0 end
union all
select 'attempt:' || b.owner, 'not owed and kept ' || b.fen
from balance b
where b.kind = 'unowed' and b.fen <> 0
limit 20

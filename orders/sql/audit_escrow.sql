-- Escrows that hold something else than they should: nothing once an order completed or was cancelled; otherwise what was paid less refunds and
-- credits, never less than nothing. And money that was not owed and is not on its way back.
-- $1 orders and attempts from which id on. Columns: subject, detail.
with balance as (
    select county_code, owner, sum_fen(escrow) as escrow_fen, sum_fen(unowed) as unowed_fen
    from (
        select county_code, credit_owner as owner, case credit_kind when 'escrow' then amount_fen else 0 end as escrow, case credit_kind when 'unowed' then amount_fen else 0 end as unowed
        from transfer
        where credit_kind in ('escrow', 'unowed') and credit_owner >= $1 and credit_owner >= (select objects_from from year_floor) and id >= $1 - 15099494400000
        union all
        select county_code, debit_owner, case debit_kind when 'escrow' then -amount_fen else 0 end, case debit_kind when 'unowed' then -amount_fen else 0 end
        from transfer
        where debit_kind in ('escrow', 'unowed') and debit_owner >= $1 and debit_owner >= (select objects_from from year_floor) and id >= $1 - 15099494400000
    ) t
    group by county_code, owner
)
select 'order:' || coalesce(o.id, b.owner) as subject, coalesce(o.state, 'no order') || ' escrow ' || coalesce(b.escrow_fen, 0) as detail
from (select id, county_code, state, goods_fen, freight_fen, freight_refunded_fen from sale_order where id >= $1 and id >= (select objects_from from year_floor)) o
full join (select county_code, owner, escrow_fen from balance where escrow_fen <> 0) b on b.owner = o.id and b.county_code = o.county_code
where coalesce(b.escrow_fen, 0) < 0 or coalesce(b.escrow_fen, 0) <> case when o.state = 'paid' then
          o.goods_fen + o.freight_fen - o.freight_refunded_fen - (select sum_fen(l.refunded_fen) from order_line l where l.order_id = o.id and l.county_code = o.county_code)
          - coalesce((select sum_fen((select sum_fen(x) from (select unnest(a.amounts) as x) u) - coalesce((select sum_fen(x) from (select unnest(a.reversed) as x) u), 0))
                      from attribution_pool a where a.order_id = o.id and a.county_code = o.county_code), 0)
      else 0 end
union all
select 'attempt:' || b.owner, 'not owed and kept ' || b.unowed_fen
from balance b
where b.unowed_fen <> 0
limit 20

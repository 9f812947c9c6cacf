-- Escrows that hold something else than they should: nothing once an order completed or was cancelled; otherwise what was paid less refunds and credits. Columns: subject, detail.
with balance as (
    select owner, sum(amount) as fen
    from (
        select credit_owner as owner, amount_fen as amount from transfer where credit_kind = 'escrow'
        union all
        select debit_owner, -amount_fen from transfer where debit_kind = 'escrow'
    ) t
    group by owner
), credited as (
    select a.order_id, sum(a.amount_fen - coalesce((select sum(r.amount_fen) from attribution_reversal r where r.attribution_id = a.id), 0)) as fen
    from attribution a
    group by a.order_id
)
select 'order:' || o.id, o.state || ' escrow ' || coalesce(b.fen, 0)
from sale_order o
left join balance b on b.owner = o.id
left join credited c on c.order_id = o.id
where coalesce(b.fen, 0) <> case when o.state = 'paid' then
          o.goods_fen + o.freight_fen - o.freight_refunded_fen - (select sum(l.refunded_fen) from order_line l where l.order_id = o.id) - coalesce(c.fen, 0)
      else 0 end
limit 20

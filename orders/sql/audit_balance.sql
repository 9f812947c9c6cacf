-- Kinds of accounts that hold in sum, by the kept sums of closed days and the journal of the open one, something else than the open orders, withheld shares and refunds
-- say: what has ended holds nothing. Columns: subject, detail. Index: sale_order_open, order_line_order, attribution_pool primary key, withheld_share_open, refund_open,
-- transfer_booked.
with closed as (
    select coalesce((max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai', '-infinity') as until from ledger_day d
), book as (
    select kind, sum(fen) as fen
    from (select kind, credit_fen - debit_fen as fen from ledger_day_sum
          union all
          select t.credit_kind, t.amount_fen from transfer t where t.booked_at >= (select until from closed)
          union all
          select t.debit_kind, -t.amount_fen from transfer t where t.booked_at >= (select until from closed)) s
    group by kind
), open as (
    select o.id, o.goods_fen + o.freight_fen - o.freight_refunded_fen -
            coalesce((select sum(l.refunded_fen) from order_line l where l.order_id = o.id and l.county_code = o.county_code), 0) as paid_fen,
        coalesce((select sum((select sum(x) from unnest(a.amounts) x) - coalesce((select sum(x) from unnest(a.reversed) x), 0))
                  from attribution_pool a where a.order_id = o.id and a.county_code = o.county_code), 0) as credited_fen
    from sale_order o
    where o.state = 'paid'
), held as (
    select o.id is not null as is_open, w.amount_fen - w.back_fen as fen
    from withheld_share w
    left join sale_order o on o.id = w.order_id and o.county_code = w.county_code and o.state = 'paid'
    where w.state = 'withheld'
), wanted as (
    select kind, sum(fen) as fen
    from (select 'escrow' as kind, paid_fen - credited_fen as fen from open
          union all
          select 'household_accrued', credited_fen from open
          union all
          select 'household_accrued', -fen from held where is_open
          union all
          select 'withheld', fen from held
          union all
          select 'refund', total_fen from refund where state <> 'succeeded') s
    group by kind
)
select kind as subject, 'holds ' || sum(holds) || ', what is open says ' || sum(says) as detail
from (select kind, fen as holds, 0 as says from book
      union all
      select kind, 0, fen from wanted) s
where kind in ('escrow', 'household_accrued', 'withheld', 'refund', 'unowed')
group by kind
having sum(holds) <> sum(says)

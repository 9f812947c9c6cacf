-- Entries that are not of their pool's kind or of the moment in which their order was paid; reversals by a refund of another order (0 = none: withheld for good);
-- refunds that are decided without an order, or the reverse. Columns: subject, detail. Index: primary keys.
select 'entry:' || a.id as subject,
       a.kind || ' at ' || a.accrued_at || ', the pool is ' || coalesce(p.kind, 'not there') || ', the order was paid ' || coalesce(o.paid_at::text, 'never') as detail
from attribution a
left join benefit_pool p on p.plan_id = a.plan_id and p.county_code = a.county_code and p.pool_no = a.pool_no
left join sale_order o on o.id = a.order_id and o.county_code = a.county_code
where a.kind is distinct from p.kind or a.accrued_at is distinct from o.paid_at
union all
select 'reversal:' || v.id, 'refund ' || v.refund_id || ' is of another order than entry ' || v.attribution_id
from attribution_reversal v
join attribution a on a.id = v.attribution_id and a.county_code = v.county_code
where v.refund_id <> 0 and not exists (select 1 from order_refund f where f.refund_id = v.refund_id and f.county_code = v.county_code and f.order_id = a.order_id)
union all
select 'refund:' || r.id, r.kind || ' with escrow ' || r.escrow_id || ' but ' || case when f.refund_id is null then 'of no order' else 'of order ' || f.order_id end
from refund r
left join order_refund f on f.refund_id = r.id and f.county_code = r.county_code
where r.subject_kind = 'trade' and ((r.kind = 'decided') <> (f.refund_id is not null) or r.escrow_id <> coalesce(f.order_id, 0))
limit 20

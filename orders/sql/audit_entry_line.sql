-- Rosters that are not of their pools' kinds; reversals by a refund of another order (0 = none: withheld for good); refunds that are decided without an order, or the reverse.
-- $1 from which id on. Columns: subject, detail. Index: primary keys.
select 'roster:' || r.id as subject, r.kind || ', the pool is ' || coalesce(b.kind, 'not there') as detail
from roster r
left join benefit_pool b on b.plan_id = r.plan_id and b.county_code = r.county_code and b.pool_no = r.pool_no
where r.id >= $1 and r.kind is distinct from b.kind
union all
select 'reversal:' || v.id, 'refund ' || v.refund_id || ' is of another order than line ' || v.line_id
from pool_reversal v
where v.id >= $1 and v.refund_id <> 0 and not exists (select 1 from order_refund f where f.refund_id = v.refund_id and f.county_code = v.county_code and f.order_id = v.order_id)
union all
select 'refund:' || r.id, r.kind || ' with escrow ' || r.escrow_id || ' but ' || case when f.refund_id is null then 'of no order' else 'of order ' || f.order_id end
from refund r
left join order_refund f on f.refund_id = r.id and f.county_code = r.county_code
where r.id >= $1 and r.subject_kind = 'trade' and ((r.kind = 'decided') <> (f.refund_id is not null) or r.escrow_id <> coalesce(f.order_id, 0))
limit 20

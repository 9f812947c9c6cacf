-- Attempts, what the payment platform told of them, refunds with their numbers and what they give back of orders; moves of both.
create temporary view new_payment_attempt as
select attempt_id as id, county_code, 'trade' as subject_kind, trade_id as subject_id, 'wechat' as provider, 'P' || attempt_id as number, goods_fen + freight_fen as amount_fen,
       'paid' as state, 'weixin://wxpay/bizpayurl?pr=grown' || n as code_url, '4200' || lpad(n::text, 24, '0') as transaction_id, goods_fen + freight_fen as captured_fen,
       at(opened_ms) as created_at, at(placed_ms + 1800000) as expires_at, at(coalesce(paid_ms, refund_ms)) as paid_at, at(opened_ms + 100) as code_at
from deal
where attempt_id is not null;
create temporary view attempt_move as
select id(coalesce(paid_ms, refund_ms), n, 12) as id, county_code as shard_key, 'payment' as machine, attempt_id as object_id, 'created' as from_state, 'paid' as to_state, 1 as actor_id,
       'captured' as reason, at(coalesce(paid_ms, refund_ms)) as at
from deal
where attempt_id is not null;
create temporary view new_provider_event as
select 'wechat' as provider, '4200' || lpad(n::text, 24, '0') as event_key, attempt_id, goods_fen + freight_fen as amount_fen,
       case when fate = 'late' then 'late' else 'paid' end as outcome, at(coalesce(paid_ms, refund_ms)) as received_at
from deal
where attempt_id is not null;

-- A refund's sums: what of the goods, what of the freight.
create temporary view deal_refund as
select d.*, case when d.fate in ('whole', 'late') then d.goods_fen else b.fen end as goods_back_fen, case when d.fate in ('whole', 'late') then d.freight_fen else 0 end as freight_back_fen
from deal d
left join (select n, sum(back * price_fen)::bigint as fen from deal_line group by n) b on b.n = d.n
where d.refund_id is not null;
create temporary view new_refund as
select refund_id as id, county_code, 'trade' as subject_kind, trade_id as subject_id, attempt_id, 'R' || refund_id as number, case when fate = 'late' then 'late' else 'decided' end as kind,
       goods_back_fen + freight_back_fen as total_fen, case when fate = 'late' then 0 else order_id end as escrow_id, 'succeeded' as state,
       case fate when 'late' then '交易取消后才付款，自动原路退回' when 'after' then '收到有坏果，按数量退' else '少要几箱' end as reason,
       case when fate = 'late' then 2 else buyer_id end as actor_id, '5030' || lpad(n::text, 24, '0') as provider_refund_id, at(refund_ms) as created_at, at(returned_ms) as done_at
from deal_refund;
create temporary view new_refund_number as
select 'R' || refund_id as number, refund_id, county_code, 1 as ordinal, at(refund_ms) as made_at from deal_refund;
create temporary view new_order_refund as
select refund_id, county_code, order_id, station_id, goods_back_fen as goods_fen, freight_back_fen as freight_fen, fate = 'after' as after_completion
from deal_refund
where fate <> 'late';
create temporary view new_refund_line as
select d.refund_id, l.county_code, l.line_id, l.back as quantity, l.back * l.price_fen as goods_fen
from deal_line l
join deal d on d.n = l.n and d.refund_id is not null
where l.back > 0;
create temporary view refund_move as
select id(m.ms, d.n, 13) as id, d.county_code as shard_key, 'refund' as machine, d.refund_id as object_id, m.from_state, m.to_state, 1 as actor_id, 'provider' as reason, at(m.ms) as at
from deal d
cross join lateral (values (d.accepted_ms, 'requested', 'processing'), (d.returned_ms, 'processing', 'succeeded')) m (ms, from_state, to_state)
where d.refund_id is not null;
create temporary view refund_event as
select 'wechat' as provider, '5030' || lpad(n::text, 24, '0') || '#succeeded' as event_key, attempt_id, goods_back_fen + freight_back_fen as amount_fen, 'refund_succeeded' as outcome,
       at(returned_ms) as received_at
from deal_refund;
insert into plan (target, source) values ('payment_attempt', ''), ('state_log', 'attempt_move'), ('provider_event', ''), ('refund', ''), ('refund_number', ''), ('order_refund', ''),
    ('refund_line', ''), ('state_log', 'refund_move'), ('provider_event', 'refund_event');

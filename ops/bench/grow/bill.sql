-- The platform's bills of all days that are over, with what it kept: six in a thousand, and back with what is paid back.
create table bill_line as
select p.day, p.number, p.is_refund, p.transaction_id, p.fen as amount_fen, p.county_code, case when p.is_refund then -1 else 1 end * round(p.fen * 0.006)::bigint as fee_fen
from (select (paid_at at time zone 'Asia/Shanghai')::date as day, number, false as is_refund, transaction_id, captured_fen as fen, county_code from payment_attempt where paid_at is not null
      union all
      select (g.at at time zone 'Asia/Shanghai')::date, r.number, true, r.provider_refund_id, r.total_fen, r.county_code
      from refund r
      join state_log g on g.object_id = r.id and g.machine = 'refund' and g.from_state = 'requested') p
where p.day < (now() at time zone 'Asia/Shanghai')::date;
create view new_provider_bill as
select 'wechat' as provider, day, count(*)::int as row_count, least(day + interval '34 hours', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as fetched_at,
       was(row_number() over (order by day) - 1, 30) as bill_id, 'grown' as hash, coalesce(sum(amount_fen) filter (where not is_refund), 0)::bigint as paid_fen,
       coalesce(sum(amount_fen) filter (where is_refund), 0)::bigint as refunded_fen, sum(fee_fen)::bigint as kept_fen,
       coalesce(sum(amount_fen) filter (where not is_refund), 0)::bigint as captured_fen
from bill_line
group by day;
select put('provider_bill');
create view new_provider_bill_row as
select 'wechat' as provider, day, number, is_refund, transaction_id, amount_fen, amount_fen as settled_fen, fee_fen from bill_line order by day, number;
select put('provider_bill_row');
create view fee_transfer as
select id((extract(epoch from b.fetched_at) * 1000)::bigint, 0, 100 + row_number() over (partition by b.day order by k.county_code)) as id, k.county_code,
       case when k.fen > 0 then 'provider_fee' else 'gateway' end as debit_kind, case when k.fen > 0 then b.bill_id else 0 end as debit_owner,
       case when k.fen > 0 then 'gateway' else 'provider_fee' end as credit_kind, case when k.fen > 0 then 0 else b.bill_id end as credit_owner, abs(k.fen) as amount_fen, 'fee' as kind,
       0 as order_id, b.bill_id as cause_id, date_trunc('milliseconds', b.fetched_at) as booked_at
from provider_bill b
join (select day, county_code, sum(fee_fen)::bigint as fen from bill_line group by day, county_code having sum(fee_fen) <> 0) k on k.day = b.day;
select put('transfer', 'fee_transfer');

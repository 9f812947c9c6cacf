-- Bills whose sums are not their rows', or whose fees are not what is booked of them, fees of no bill, and bills
-- beside which something else stands as captured than we have. Columns: subject, detail.
with line as (
    select provider, day, count(*) as rows, coalesce(sum(amount_fen) filter (where not is_refund), 0) as paid_fen, coalesce(sum(amount_fen) filter (where is_refund), 0) as refunded_fen,
           sum(case when is_refund then settled_fen - amount_fen else amount_fen - settled_fen end + fee_fen) as kept_fen
    from provider_bill_row
    group by provider, day
), booked as (
    select owner, sum(fen) as fen
    from (
        select debit_owner as owner, amount_fen as fen from transfer where debit_kind = 'provider_fee'
        union all
        select credit_owner, -amount_fen from transfer where credit_kind = 'provider_fee'
        union all
        select split_part(c.key, ':', 2)::bigint, -c.fen from year_carried c where c.what = 'account' and c.key like 'provider_fee:%' and c.year = (select f.year from year_floor f)
    ) t
    group by owner
)
select 'bill:' || b.provider || ' ' || b.day as subject, 'says ' || b.row_count || ' rows ' || b.paid_fen || ' ' || b.refunded_fen || ' ' || b.kept_fen || ' has ' || coalesce(l.rows, 0) || ' rows ' ||
       coalesce(l.paid_fen, 0) || ' ' || coalesce(l.refunded_fen, 0) || ' ' || coalesce(l.kept_fen, 0) as detail
from provider_bill b
left join line l on l.provider = b.provider and l.day = b.day
where (b.row_count, b.paid_fen, b.refunded_fen, b.kept_fen) is distinct from (coalesce(l.rows, 0)::int, coalesce(l.paid_fen, 0)::bigint, coalesce(l.refunded_fen, 0)::bigint, coalesce(l.kept_fen, 0)::bigint)
union all
select 'bill:' || coalesce(b.provider || ' ' || b.day, k.owner::text), 'fees ' || coalesce(b.kept_fen, 0) || ' booked ' || coalesce(k.fen, 0)
from provider_bill b
full join booked k on k.owner = b.bill_id
where coalesce(b.kept_fen, 0) <> coalesce(k.fen, 0)
union all
select 'bill:' || b.provider || ' ' || b.day, 'has beside it ' || b.captured_fen || ' captured, is ' || coalesce(c.fen, 0)
from provider_bill b
left join (select a.provider, beijing_day(a.paid_at) as day, sum(a.captured_fen) as fen
           from payment_attempt a
           where a.paid_at is not null and a.late is null
           group by a.provider, beijing_day(a.paid_at)) c on c.provider = b.provider and c.day = b.day
where b.fetched_at >= (b.day + interval '34 hours') at time zone 'Asia/Shanghai' and b.captured_fen <> coalesce(c.fen, 0)
limit 20

-- Payment attempts whose captured money is not what was booked of it (for paid orders, or as not owed), or not what was asked for without going back for that
-- reason; those that were paid without a time or a transaction, before they were opened or after they were booked. A clock may be ten minutes from the provider's.
-- $1 from which id on. Columns: subject, detail.
with booked as (
    select cause_id, sum(amount_fen) as fen, min(booked_at) as at
    from transfer
    where kind in ('capture', 'capture_unowed') and cause_id >= $1 and cause_id >= (select objects_from from year_floor) and id >= $1 - 15099494400000
    group by cause_id
)
select 'attempt:' || coalesce(a.id, b.cause_id) as subject,
       'asked ' || coalesce(a.amount_fen, 0) || ' captured ' || coalesce(a.captured_fen, 0) || ' booked ' || coalesce(b.fen, 0) ||
       ' opened ' || coalesce(a.created_at::text, 'never') || ' paid ' || coalesce(a.paid_at::text, 'never') || ' booked ' || coalesce(b.at::text, 'never') as detail
from (select id, amount_fen, captured_fen, created_at, paid_at, transaction_id, expires_at from payment_attempt where id >= $1 and id >= (select objects_from from year_floor)) a
full join booked b on b.cause_id = a.id
where coalesce(a.captured_fen, 0) <> coalesce(b.fen, 0) or (a.captured_fen <> 0 and (a.captured_fen <> a.amount_fen) <> exists (select 1 from refund r where r.attempt_id = a.id and r.kind = 'differs' and r.total_fen = a.captured_fen))
   or (a.paid_at is null) <> (b.at is null) or (a.transaction_id is null) <> (b.at is null)
   or a.paid_at < a.created_at - interval '10 minutes' or a.paid_at > b.at + interval '10 minutes' or a.expires_at < a.created_at
limit 20

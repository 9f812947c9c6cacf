-- Payment attempts whose captured money is not what was booked of it (for paid orders, or as not owed), or not what was asked for without going back for that reason.
-- Columns: subject, detail.
with booked as (
    select cause_id, sum(amount_fen) as fen
    from transfer
    where kind in ('capture', 'capture_unowed')
    group by cause_id
)
select 'attempt:' || coalesce(a.id, b.cause_id) as subject, 'asked ' || coalesce(a.amount_fen, 0) || ' captured ' || coalesce(a.captured_fen, 0) || ' booked ' || coalesce(b.fen, 0) as detail
from payment_attempt a
full join booked b on b.cause_id = a.id
where coalesce(a.captured_fen, 0) <> coalesce(b.fen, 0) or (a.captured_fen <> 0 and (a.captured_fen <> a.amount_fen) <> exists (select 1 from refund r where r.attempt_id = a.id and r.kind = 'differs' and r.total_fen = a.captured_fen))
limit 20

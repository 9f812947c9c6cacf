-- Trades whose captured money is not the sum of their paid orders and what was not owed. Columns: subject, detail.
with captured as (
    select trade_id, sum(captured_fen) as fen from payment_attempt group by trade_id
), booked as (
    select a.trade_id, sum(t.amount_fen) as fen
    from transfer t
    join payment_attempt a on a.id = t.cause_id
    where t.kind in ('capture', 'capture_unowed')
    group by a.trade_id
)
select 'trade:' || coalesce(c.trade_id, b.trade_id), 'captured ' || coalesce(c.fen, 0) || ' booked ' || coalesce(b.fen, 0)
from captured c
full join booked b on b.trade_id = c.trade_id
where coalesce(c.fen, 0) <> coalesce(b.fen, 0)
limit 20

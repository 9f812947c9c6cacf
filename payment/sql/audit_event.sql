-- Captures without their one event, and events that moved money without a capture. $1 from which id on. Columns: subject, detail.
select 'attempt:' || a.id as subject, 'captured ' || a.captured_fen || ' events ' || count(e.event_key) as detail
from payment_attempt a
left join provider_event e on e.attempt_id >= $1 and e.provider = a.provider and e.event_key = a.transaction_id and e.attempt_id = a.id and e.amount_fen = a.captured_fen
     and e.outcome in ('paid', 'overpaid', 'late', 'differs')
where a.id >= $1 and a.captured_fen > 0
group by a.id, a.captured_fen
having count(e.event_key) <> 1
union all
select 'event:' || e.event_key, e.outcome
from provider_event e
where (e.attempt_id >= $1 or e.attempt_id is null) and e.outcome in ('paid', 'overpaid', 'late', 'differs')
  and not exists (select 1 from payment_attempt a where a.id >= $1 and a.id = e.attempt_id and a.transaction_id = e.event_key and a.captured_fen = e.amount_fen)
limit 20

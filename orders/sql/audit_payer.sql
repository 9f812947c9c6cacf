-- Paid trades without their one paying attempt, and others that have one. $1 from which id on. Columns: subject, detail.
select 'trade:' || t.id as subject, 'paid by ' || count(e.event_key) || ' attempts' as detail
from trade t
left join payment_attempt a on a.subject_id = t.id and a.subject_kind = 'trade' and a.county_code = t.county_code
left join provider_event e on e.attempt_id = a.id and e.outcome = 'paid'
where t.id >= $1
group by t.id, t.state
having count(e.event_key) <> case when t.state = 'paid' then 1 else 0 end
limit 20

-- Attempts that asked for another amount than their trade's. $1 from which id on. Columns: subject, detail.
select 'attempt:' || a.id as subject, 'asked for ' || a.amount_fen || ', the trade is ' || t.total_fen as detail
from payment_attempt a
join trade t on t.id = a.subject_id and t.county_code = a.county_code
where a.id >= $1 and a.subject_kind = 'trade' and a.amount_fen <> t.total_fen
limit 20

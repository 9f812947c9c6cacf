-- Attempts to pay for a trade that there is not. $1 from which id on. Columns: subject, detail.
select 'attempt:' || a.id as subject, 'no trade ' || a.subject_id as detail from payment_attempt a
where a.id >= $1 and a.subject_kind = 'trade' and not exists (select 1 from trade t where t.id = a.subject_id and t.county_code = a.county_code)
limit 20

-- The open attempt of a subject, newest first. $1 subject kind, $2 subject. Columns: id, number, provider, code_url, state. Index: payment_attempt_subject.
-- A code is told for 110 minutes; the platform lets it live for two hours.
select id, number, provider, case when code_at > now() - interval '110 minutes' then code_url end as code_url, state
from payment_attempt
where subject_id = $2 and subject_kind = $1 and state = 'created'
order by id desc
limit 1

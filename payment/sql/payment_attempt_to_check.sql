-- Open attempts of a subject that have a code and were not asked about in the last 3 seconds. $1 subject kind, $2 subject.
-- Columns: number, county_code. Index: payment_attempt_subject.
select number, county_code
from payment_attempt
where subject_id = $2 and subject_kind = $1 and state = 'created' and code_url is not null
  and (checked_at is null or checked_at < now() - interval '3 seconds')
order by id

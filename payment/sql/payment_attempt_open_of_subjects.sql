-- Open attempts of subjects. $1 subject kind, $2 subjects. Columns: number, county_code. Index: payment_attempt_subject.
select number, county_code
from payment_attempt
where subject_id = any ($2::bigint[]) and subject_kind = $1 and state = 'created'
order by id

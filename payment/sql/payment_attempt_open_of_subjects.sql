-- Open attempts of subjects. $1 subject kind, $2 subjects. Columns: number, county_code. Index: payment_attempt_subject.
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
select number, county_code
from payment_attempt
where subject_id = any ($2::bigint[]) and subject_kind = $1 and coalesce(state, '') = 'created'
order by id + 0

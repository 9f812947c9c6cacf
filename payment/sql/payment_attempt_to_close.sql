-- Open attempts of a subject that can be closed: all but one that is just being opened. $1 subject kind, $2 subject. Columns: number, provider.
-- Index: payment_attempt_subject.
select number, provider
from payment_attempt
where subject_id = $2 and subject_kind = $1 and state = 'created'
  and (code_url is not null or claimed_at is null or claimed_at < now() - interval '15 seconds')
order by id

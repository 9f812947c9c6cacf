-- The open attempt of each subject, newest first. $1 subject kinds, $2 subjects. Columns: position (from 1), id, number, provider, code_url, state.
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
-- Index: payment_attempt_subject; ordered by an expression, so that no plan walks the table in the order of ids.
-- A code is told for 110 minutes; the platform lets it live for two hours.
select n.position, a.id, a.number, a.provider, a.code_url, a.state
from (select unnest($1::text[]) as kind, unnest($2::bigint[]) as subject_id, generate_subscripts($1::text[], 1) as position) n
cross join lateral (
    select id, number, provider, case when code_at > now() - interval '110 minutes' then code_url end as code_url, state
    from payment_attempt
    where subject_id = n.subject_id and subject_kind = n.kind and coalesce(state, '') = 'created'
    order by id + 0 desc
    limit 1
) a

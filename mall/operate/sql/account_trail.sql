-- What an account did, and what was done to it, newest first: moves of states, readings of personal fields, roles given and taken back, locking. $1 account,
-- $2 cursor (ids below it), $3 limit.
-- Columns: entry_id, actor_id, actor_name, kind (move or trail), machine, subject, subject_id, from_state, to_state (of a move; otherwise the purpose), detail,
-- happened_at. Indexes: state_log_actor, access_trail_account, access_trail_subject, role_grant_once by account.
with moved as (
    select l.id, l.actor_id, l.machine, l.object_id, l.from_state, l.to_state, l.reason, l.at
    from state_log l
    where l.actor_id = $1 and l.actor_id > 2 and l.id < $2
    order by l.id desc
    limit $3
), did as (
    select r.id, r.account_id, r.subject, r.subject_id, r.purpose, r.fields, r.at
    from access_trail r
    where r.account_id = $1 and r.id < $2
    order by r.id desc
    limit $3
), suffered as (
    select r.id, r.account_id, r.subject, r.subject_id, r.purpose, r.fields, r.at
    from access_trail r
    where (r.subject_id = $1 or r.subject_id in (select g.id from role_grant g where g.account_id = $1))
        and r.subject in ('role_grant', 'account') and r.account_id <> $1 and r.id < $2
    order by r.id desc
    limit $3
), entry as (
    select id, actor_id, 'move' as kind, machine, machine as subject, object_id as subject_id, from_state, to_state, reason as detail, at from moved
    union all
    select id, account_id, 'trail', '', subject, subject_id, '', purpose, fields, at from did
    union all
    select id, account_id, 'trail', '', subject, subject_id, '', purpose, fields, at from suffered
)
select e.id as entry_id, e.actor_id, coalesce(a.display_name, '') as actor_name, e.kind, e.machine, e.subject, e.subject_id, e.from_state, e.to_state, e.detail,
    e.at as happened_at
from entry e
left join account a on a.id = e.actor_id
order by e.id desc
limit $3

-- Who changed what, for whom, newest first: moves of states by people, changes, and what stands in the access trail that is one. $1 county (of a prefecture: all of its counties), $2 whether any county,
-- $3 account (0 = anybody), $4 household for which (0 = any or none, -1 = any), $5 subject ('' = any), $6 its id (0 = any), $7 action ('' = any), $8 from id, $9 below id, $10 limit.
-- A county's page is read from the end of its part of the index, as in access_trail_of_county.sql.
-- Columns: entry_id, source (move, change, access), county_code, actor_id, actor_name, actor_roles (words of role_grant with commas between), actor_kind, on_behalf_of_id
-- (0 = for himself), on_behalf_of_name, request_id ('' = from before it was kept), subject, subject_id, subject_key, subject_name, action, before, after, reason, changed_at.
-- Index: state_log_county, state_log_actor, state_log_object, state_log_behalf, the same of change_trail, access_trail_county, access_trail_account, access_trail_subject, access_trail_behalf.
with place as (
    select $1::text as code
    union
    select r.code from region r where r.level = 3 and right($1::text, 2) = '00' and r.code between $1::text and left($1::text, 4) || '99'
), entry as (
    (select x.source, x.id, x.county, x.actor_id, x.actor_kind, x.on_behalf_of, x.request_id, x.subject, x.subject_id, x.subject_key, x.action, x.before, x.after, x.reason, x.at
     from place p
     cross join lateral (
         select 'move' as source, t.id, t.shard_key as county, t.actor_id, 'person' as actor_kind, t.on_behalf_of, coalesce(t.request_id, '') as request_id, t.machine as subject,
             t.object_id as subject_id, '' as subject_key, t.to_state as action, jsonb_build_object('state', t.from_state) as before, jsonb_build_object('state', t.to_state) as after,
             t.reason, t.at
         from state_log t
         where t.actor_id > 2 and ($2::boolean or t.shard_key >= p.code and (t.shard_key, t.id) < (p.code, $9::bigint)) and ($3::bigint = 0 or t.actor_id = $3::bigint)
             and ($4::bigint = 0 or t.on_behalf_of = $4::bigint or ($4::bigint = -1 and t.on_behalf_of > 0)) and ($5::text = '' or t.machine = $5::text)
             and ($6::bigint = 0 or t.object_id = $6::bigint) and ($7::text = '' or t.to_state = $7::text) and t.id >= $8::bigint and t.id < $9::bigint
         order by case when $2::boolean then '' else t.shard_key end desc, t.id desc
         limit $10::bigint
     ) x)
    union all
    (select x.source, x.id, x.county, x.actor_id, x.actor_kind, x.on_behalf_of, x.request_id, x.subject, x.subject_id, x.subject_key, x.action, x.before, x.after, x.reason, x.at
     from place p
     cross join lateral (
         select 'change' as source, t.id, t.shard_key as county, t.actor_id, t.actor_kind, t.on_behalf_of, t.request_id, t.subject, t.subject_id, t.subject_key,
             t.action, t.before, t.after, t.reason, t.at
         from change_trail t
         where ($2::boolean or t.shard_key >= p.code and (t.shard_key, t.id) < (p.code, $9::bigint)) and ($3::bigint = 0 or t.actor_id = $3::bigint)
             and ($4::bigint = 0 or t.on_behalf_of = $4::bigint or ($4::bigint = -1 and t.on_behalf_of > 0)) and ($5::text = '' or t.subject = $5::text)
             and ($6::bigint = 0 or t.subject_id = $6::bigint) and ($7::text = '' or t.action = $7::text) and t.id >= $8::bigint and t.id < $9::bigint
         order by case when $2::boolean then '' else t.shard_key end desc, t.id desc
         limit $10::bigint
     ) x)
    union all
    (select x.source, x.id, x.county, x.actor_id, x.actor_kind, x.on_behalf_of, x.request_id, x.subject, x.subject_id, x.subject_key, x.action, x.before, x.after, x.reason, x.at
     from place p
     cross join lateral (
         select 'access' as source, t.id, t.county_code as county, t.account_id as actor_id,
             case when t.account_id = 0 then 'command' else 'person' end as actor_kind, t.on_behalf_of, coalesce(t.request_id, '') as request_id,
             t.subject, t.subject_id, '' as subject_key, t.purpose as action, null::jsonb as before,
             jsonb_build_object(case t.subject when 'role_grant' then 'role' else 'detail' end, t.fields) as after, '' as reason, t.at
         from access_trail t
         where t.purpose not in ('verify', 'payout', 'complaint', 'correction', 'shipping', 'proxy', 'authority', 'paper')
             and ($2::boolean or t.county_code >= p.code and (t.county_code, t.id) < (p.code, $9::bigint)) and ($3::bigint = 0 or t.account_id = $3::bigint)
             and ($4::bigint = 0 or t.on_behalf_of = $4::bigint or ($4::bigint = -1 and t.on_behalf_of > 0)) and ($5::text = '' or t.subject = $5::text)
             and ($6::bigint = 0 or t.subject_id = $6::bigint) and ($7::text = '' or t.purpose = $7::text) and t.id >= $8::bigint and t.id < $9::bigint
         order by case when $2::boolean then '' else t.county_code end desc, t.id desc
         limit $10::bigint
     ) x)
)
select e.id as entry_id, e.source, e.county as county_code, e.actor_id,
    case when e.actor_kind = 'command' then '服务器上的命令' when e.actor_kind = 'system' then '系统自己'
         when exists (select 1 from role_grant g where g.account_id = e.actor_id and g.role <> 'household') then coalesce(a.display_name, '')
         else left(coalesce(a.display_name, ''), 1) || '**' end as actor_name,
    coalesce((select string_agg(distinct g.role, ',' order by g.role) from role_grant g
              where g.account_id = e.actor_id and g.valid_to is null and (g.expires_at is null or g.expires_at > now()) and not g.awaits_second), '') as actor_roles,
    e.actor_kind, e.on_behalf_of as on_behalf_of_id,
    coalesce((select h.pseudonym from household h where h.id = e.on_behalf_of and h.county_code = e.county), '') as on_behalf_of_name, e.request_id, e.subject, e.subject_id, e.subject_key,
    coalesce(case e.subject when 'household' then (select h.pseudonym from household h where h.id = e.subject_id and h.county_code = e.county)
                            when 'organisation' then (select o.name from organisation o where o.id = e.subject_id and o.county_code = e.county)
                            when 'household_member' then (select h.pseudonym || '的成员' from household_member m join household h on h.id = m.household_id and h.county_code = m.county_code
                                                          where m.id = e.subject_id and m.county_code = e.county)
                            when 'region' then (select r.name from region r where r.code = e.subject_key order by r.level desc limit 1)
                            when 'listed_county' then (select r.name from region r where r.code = e.subject_key and r.level = 3)
                            when 'listed_village' then (select r.name from region r where r.code = e.subject_key and r.level = 5)
                            when 'role_grant' then (select w.display_name from role_grant g join account w on w.id = g.account_id where g.id = e.subject_id) end, '') as subject_name,
    e.action, e.before, e.after, e.reason, e.at as changed_at
from entry e
left join account a on a.id = e.actor_id
order by e.id desc
limit $10::bigint

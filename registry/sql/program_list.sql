-- Programs' accounts, newest first. $1 region whose subtree is meant ('' = everywhere), $2 states, $3 cursor (ids below it), $4 limit.
-- Columns: program_id, name, owner, region_code, scopes, addresses, state, created_at, creator_id, created_by_name, released_by_name, keys (good ones), last_used_at,
-- calls (of the last 30 days). Index: program primary key, program_key_program, program_call primary key.
select p.id as program_id, p.name, p.owner, p.region_code, p.scopes, p.addresses, p.state, p.created_at, p.created_by as creator_id,
    coalesce(c.display_name, '') as created_by_name, coalesce(r.display_name, '') as released_by_name,
    (select count(*) from program_key k where k.program_id = p.id and k.revoked_at is null and k.expires_at > now()) as keys,
    (select max(k.last_used_at) from program_key k where k.program_id = p.id) as last_used_at,
    coalesce((select sum(n.calls) from program_call n where n.program_id = p.id and n.day > (now() at time zone 'Asia/Shanghai')::date - 30), 0)::bigint as calls
from program p
left join account c on c.id = p.created_by
left join account r on r.id = p.released_by
where p.id < $3 and starts_with(p.region_code, $1::text) and p.state = any ($2::text[])
order by p.id desc
limit $4

-- A program's account. $1 id. Columns: program_id, name, owner, region_code, scopes, addresses, state, created_at, creator_id, created_by_name, released_by_name. Index:
-- program primary key.
select p.id as program_id, p.name, p.owner, p.region_code, p.scopes, p.addresses, p.state, p.created_at, p.created_by as creator_id,
    coalesce(c.display_name, '') as created_by_name, coalesce(r.display_name, '') as released_by_name
from program p
left join account c on c.id = p.created_by
left join account r on r.id = p.released_by
where p.id = $1

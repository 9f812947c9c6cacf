-- Organisations with the last move of their state. $1 county ('' = any), $2 kind ('' = any), $3 id to begin after, $4 limit, $5 state ('' = any), $6 part of the
-- name ('' = any).
-- Columns: organisation_id, code, kind, name, uscc, county_code, township_code, village_code, village_name, state, state_reason, state_by, state_moved_at (null:
-- it never moved). Index: organisation_county, primary key without a county; state_log_object.
select o.id as organisation_id, o.code, o.kind, o.name, o.uscc, o.county_code, o.township_code, o.village_code, case when starts_with(g.name, p.name) then '' else coalesce(p.name, '') end || coalesce(g.name, '') as village_name,
    o.state, s.reason as state_reason, s.actor_name as state_by, s.at as state_moved_at
from organisation o
left join region g on g.code = o.village_code and g.level = 5
left join region p on p.code = left(o.village_code, 9) and p.level = 4
left join lateral (select x.reason, coalesce(a.display_name, '') as actor_name, x.at
                   from state_log x
                   left join account a on a.id = x.actor_id
                   where x.object_id = o.id and x.shard_key = o.county_code and x.machine = 'organisation'
                   order by x.id desc
                   limit 1) s on true
where ($1 = '' or o.county_code = $1) and ($2 = '' or o.kind = $2) and o.id > $3 and ($5 = '' or o.state = $5) and ($6 = '' or strpos(o.name, $6) > 0)
order by o.id
limit $4

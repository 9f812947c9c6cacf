-- What was brought from dead codes to living ones, newest first. $1 first digits of the codes ('' = the country), $2 id to begin below, $3 limit. DB_SLOW.
-- Columns: move_id, code, to_code, households, organisations, addresses, reason, actor_name, moved_at. Index: region_move primary key.
select m.id::text as move_id, m.code, m.to_code, m.households, m.organisations, m.addresses, m.reason, a.display_name as actor_name, m.moved_at
from region_move m
join account a on a.id = m.account_id
where starts_with(m.code, $1) and m.id < $2
order by m.id desc
limit $3

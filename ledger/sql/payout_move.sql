-- Moves lines. $1 lines, $2 to which state, $3 of each what is said of it. Columns: none. Index: payout primary key.
update payout t
set state = $2, reason = n.reason, moved_at = now(), ordered_at = case when $2 = 'ordered' then now() else t.ordered_at end
from (select unnest($1::bigint[]) as id, unnest($3::text[]) as reason) n
where t.id = n.id

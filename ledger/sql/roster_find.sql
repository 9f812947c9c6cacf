-- Rosters of plans by their digests. $1 plans, $2 pool numbers, $3 kinds, $4 digests. Columns: place (in the arrays, from 1), roster_id. Index: roster_once.
select n.place, r.id as roster_id
from (select unnest($1::bigint[]) as plan_id, unnest($2::bigint[]) as pool_no, unnest($3::text[]) as kind, unnest($4::bytea[]) as digest,
             generate_subscripts($1::bigint[], 1) as place) n
join roster r on r.plan_id = n.plan_id and r.pool_no = n.pool_no and r.kind = n.kind and r.digest = n.digest

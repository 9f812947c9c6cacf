-- Rosters of plans by their digests. $1 plans, $2 pool numbers, $3 kinds, $4 digests. Columns: place (in the arrays, from 1), roster_id. Index: roster_once.
select n.place, r.id as roster_id
from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bytea[]) with ordinality as n (plan_id, pool_no, kind, digest, place)
join roster r on r.plan_id = n.plan_id and r.pool_no = n.pool_no and r.kind = n.kind and r.digest = n.digest

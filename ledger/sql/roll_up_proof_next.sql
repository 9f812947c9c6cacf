-- Which households are held against their entries next: those behind the last, and from the first again when there are no more. $1 so many households, $2 from the first on.
-- Columns: first_id, last_id. Index: household primary key.
update roll_up_proof p
set household_id = case when n.households = $1::bigint then n.last_id else 0 end
from (select q.after_id, f.households, f.last_id
      from (select case when $2::boolean then 0 else b.household_id end as after_id from roll_up_proof b) q
      cross join lateral (select count(*) as households, max(x.id) as last_id
                          from (select h.id from household h where h.id > q.after_id order by h.id limit $1::bigint) x) f) n
returning n.after_id + 1 as first_id, case when n.households = $1::bigint then n.last_id else 9223372036854775807 end as last_id

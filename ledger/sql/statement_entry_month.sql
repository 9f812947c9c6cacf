-- Orders among whose entries of a month are the newest of some rosters below a number: some more than are shown, as an entry's number may be some above its pool's.
-- $1 rosters, $2 cursor (pools below it), $3 limit, $4 and $5 from when and before when they were credited. Columns: order_id. Index: attribution_pool_roster.
select distinct m.order_id
from (select n.order_id, n.id
      from unnest($1::bigint[]) as r (roster_id)
      cross join lateral (
          select l.order_id, l.id
          from attribution_pool l
          where l.roster_id = r.roster_id and l.id < $2::bigint and l.accrued_at >= $4::text::timestamptz and l.accrued_at < $5::text::timestamptz
          order by l.id desc
          limit $3::bigint) n
      order by n.id desc
      limit $3::bigint) m

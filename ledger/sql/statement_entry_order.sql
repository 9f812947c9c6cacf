-- Orders among whose entries are the newest of some rosters below a number: some more than are shown, as an entry's number may be some above its pool's.
-- $1 rosters, $2 cursor (pools below it), $3 limit. Columns: order_id. Index: attribution_pool_roster.
-- The newest of all are of the rosters whose own newest are the newest, so few rosters are read further than to their first;
-- step by step, as nothing tells the planner how many a roster has.
with head as materialized (
    select r.roster_id, n.county_code, n.id
    from unnest($1::bigint[]) as r (roster_id)
    cross join lateral (select l.county_code, l.id
                        from attribution_pool l
                        where l.roster_id = r.roster_id and l.id < $2::bigint
                        order by l.id desc
                        limit 1) n
    order by n.id desc
    limit $3::bigint
)
select distinct m.order_id
from (select n.order_id, n.id
      from head h
      cross join lateral (
          with recursive walk as (
              (select l.order_id, l.county_code, l.id, 1 as step
               from attribution_pool l
               where l.roster_id = h.roster_id and l.county_code = h.county_code and l.id <= h.id
               order by l.id desc
               limit 1)
              union all
              select x.order_id, x.county_code, x.id, w.step + 1
              from walk w
              cross join lateral (select l.order_id, l.county_code, l.id
                                  from attribution_pool l
                                  where l.roster_id = h.roster_id and l.county_code = w.county_code and l.id < w.id
                                  order by l.id desc
                                  limit 1) x
              where w.step < $3::bigint
          )
          select w.order_id, w.county_code, w.id
          from walk w) n
      where n.county_code = h.county_code
      order by n.id desc
      limit $3::bigint) m

-- Households with shares withheld in a county, with what is held. $1 county ('' = any), $2 cursor (households above it), $3 limit.
-- Columns: household_id, household_no, pseudonym, village_code, village_name, state, state_reason (null: it never moved), state_moved_at, entries, orders, held_fen,
-- link_held_fen (of it where the link to the seller is held), link_ended_fen (where it has ended), oldest_at.
-- Index: withheld_share_open, household primary key, benefit_link_unique, state_log_object.
with page as materialized (
    select distinct a.household_id, a.county_code
    from withheld_share a
    where a.state = 'withheld' and ($1::text = '' or a.county_code = $1::text) and a.household_id > $2::bigint
    order by a.household_id
    limit $3::bigint
)
select h.id as household_id, h.household_no, h.pseudonym, h.village_code, case when starts_with(g.name, p.name) then '' else coalesce(p.name, '') end || coalesce(g.name, '') as village_name, h.state,
    s.reason as state_reason, s.at as state_moved_at, w.entries, w.orders, w.held_fen, w.link_held_fen,
    w.link_ended_fen, w.oldest_at
from page x
join household h on h.id = x.household_id and h.county_code = x.county_code
cross join lateral (
    -- few households have a link that is held or has ended: of the others no order is asked for its seller
    select array_agg(l.producer_id) filter (where l.state = 'held') as held, array_agg(l.producer_id) filter (where l.state = 'ended') as ended
    from benefit_link l
    where l.household_id = x.household_id and l.county_code = x.county_code and l.state in ('held', 'ended')
) k
cross join lateral (
    select count(*) as entries, count(distinct c.order_id) as orders, sum(c.fen)::bigint as held_fen, coalesce(sum(c.fen) filter (where c.producer_id = any (k.held)), 0)::bigint as link_held_fen,
        coalesce(sum(c.fen) filter (where c.producer_id = any (k.ended)), 0)::bigint as link_ended_fen, min(c.withheld_at) as oldest_at
    from (select a.order_id, a.withheld_at, a.amount_fen - a.back_fen as fen,
              case when k.held is not null or k.ended is not null then (select o.producer_id from sale_order o where o.id = a.order_id and o.county_code = a.county_code) end as producer_id
          from withheld_share a
          where a.state = 'withheld' and a.county_code = x.county_code and a.household_id = x.household_id) c
) w
left join region g on g.code = h.village_code and g.level = 5
left join region p on p.code = left(h.village_code, 9) and p.level = 4
left join lateral (select y.reason, y.at from state_log y
                   where y.object_id = h.id and y.shard_key = h.county_code and y.machine = 'household'
                   order by y.id desc
                   limit 1) s on true
order by h.id

-- All that is withheld in a county. $1 county ('' = any). Columns: households, entries, held_fen, oldest_at. Index: withheld_share_open, attribution_pool_reversed.
select count(distinct a.household_id) as households, count(*) as entries, coalesce(sum(a.amount_fen - coalesce(n.reversed[a.place], 0)), 0)::bigint as held_fen,
    min(a.withheld_at) as oldest_at
from withheld_share a
left join attribution_pool n on n.order_id = a.order_id and n.line_id = a.line_id and n.pool_no = a.pool_no and n.county_code = a.county_code and n.reversed is not null
where a.state = 'withheld' and ($1::text = '' or a.county_code = $1::text)

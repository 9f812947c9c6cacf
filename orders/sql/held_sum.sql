-- All that is withheld in a county. $1 county ('' = any). Columns: households, entries, held_fen, oldest_at. Index: attribution_withheld,
-- attribution_reversal_once.
select count(distinct a.household_id) as households, count(*) as entries, coalesce(sum(a.amount_fen - coalesce(r.fen, 0)), 0)::bigint as held_fen,
    min(a.accrued_at) as oldest_at
from attribution a
left join lateral (select sum(x.amount_fen) as fen from attribution_reversal x where x.attribution_id = a.id and x.county_code = a.county_code) r on true
where a.state = 'withheld' and ($1::text = '' or a.county_code = $1::text)

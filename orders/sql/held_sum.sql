-- All that is withheld in a county. $1 county ('' = any). Columns: households, entries, held_fen, oldest_at. Index: withheld_share_open, which has all of it.
select count(*) as households, coalesce(sum(n.entries), 0)::bigint as entries, coalesce(sum(n.held_fen), 0)::bigint as held_fen, min(n.oldest_at) as oldest_at
from (select count(*) as entries, sum(a.amount_fen - a.back_fen) as held_fen, min(a.withheld_at) as oldest_at
      from withheld_share a
      where a.state = 'withheld' and ($1::text = '' or a.county_code = $1::text)
      group by a.county_code, a.household_id) n

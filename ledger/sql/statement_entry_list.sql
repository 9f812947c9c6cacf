-- Entries of a household's statement, newest first. $1 household, $2 first day of a month (Beijing) or null = all, $3 cursor (ids below it), $4 limit.
-- Columns: entry_id, line_id, kind, state, withhold_reason, credited_fen, reversed_fen, net_fen (what remains), day, accrued_at, matured_at. Index:
-- roster_place_household, attribution_pool_roster.
select a.id as entry_id, a.line_id, a.kind, a.state, a.withhold_reason, a.amount_fen as credited_fen, a.reversed_fen, a.amount_fen - a.reversed_fen as net_fen,
    to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, a.accrued_at, a.matured_at
from attribution_entry a
where a.household_id = $1 and a.id < $3::bigint
    and ($2::text is null or a.accrued_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai')
    and ($2::text is null or a.accrued_at < ($2::text::date::timestamp + interval '1 month') at time zone 'Asia/Shanghai')
order by a.id desc
limit $4::bigint

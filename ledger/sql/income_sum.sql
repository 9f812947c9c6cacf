-- All households that income_list finds, counted and summed. $1 to $5 as there.
-- Columns: households, confirmed, suspended, removed, earning (with anything that was not taken back), credited_fen, reversed_fen, accrued_fen, matured_fen,
-- paid_out_fen, withheld_fen. Index: household_village, roster_place_household, attribution_pool_roster.
select count(*) as households, count(*) filter (where h.state = 'confirmed') as confirmed, count(*) filter (where h.state = 'suspended') as suspended,
    count(*) filter (where h.state = 'removed') as removed, count(*) filter (where i.credited_fen > i.reversed_fen) as earning,
    coalesce(sum(i.credited_fen), 0)::bigint as credited_fen, coalesce(sum(i.reversed_fen), 0)::bigint as reversed_fen,
    coalesce(sum(i.accrued_fen), 0)::bigint as accrued_fen, coalesce(sum(i.matured_fen), 0)::bigint as matured_fen,
    coalesce(sum(i.paid_out_fen), 0)::bigint as paid_out_fen, coalesce(sum(i.withheld_fen), 0)::bigint as withheld_fen
from household h
join lateral (
    select h.county_code, coalesce(sum(a.amount_fen), 0)::bigint as credited_fen, coalesce(sum(a.reversed_fen), 0)::bigint as reversed_fen,
        coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'accrued'), 0)::bigint as accrued_fen,
        coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state in ('matured', 'payable')), 0)::bigint as matured_fen,
        coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state in ('paid', 'confirmed')), 0)::bigint as paid_out_fen,
        coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'withheld'), 0)::bigint as withheld_fen
    from attribution_entry a
    where a.household_id = h.id and a.county_code = h.county_code
        and ($4::text is null or a.accrued_at >= $4::text::date::timestamp at time zone 'Asia/Shanghai')
        and ($4::text is null or a.accrued_at < ($4::text::date::timestamp + interval '1 month') at time zone 'Asia/Shanghai')
) i on i.county_code = h.county_code
where h.village_code >= $1::text and h.village_code < $1::text || ':' and h.county_code = left($1::text, 6)
    and ($2::text = '' or h.state = $2::text)
    and ($3::text = '' or strpos(h.pseudonym, $3::text) > 0 or right(h.household_no, length($3::text)) = $3::text)
    and ($5::text = '' or ($5::text = 'some' and i.credited_fen > 0) or ($5::text = 'held' and i.withheld_fen > 0) or ($5::text = 'none' and i.credited_fen = 0))

-- All households that income_list finds, counted and summed. $1 to $5 as there, $6 as $8 there.
-- Columns: households, confirmed, suspended, removed, earning (with anything that was not taken back), credited_fen, reversed_fen, accrued_fen, matured_fen,
-- paid_out_fen, withheld_fen. Index: household_village, household_sum_key, of a month household_month_key, payout_paid_of.
with late as materialized (
    -- in this statement's own snapshot: what is in the sums by then is not here any more
    select s.household_id, s.county_code, s.month, sum_fen(s.entries) as entries, sum_fen(s.credited_fen) as credited_fen, sum_fen(s.reversed_fen) as reversed_fen,
        sum_fen(s.accrued_fen) as accrued_fen, sum_fen(s.matured_fen) as matured_fen, sum_fen(s.withheld_fen) as withheld_fen
    from order_share_change s
    where s.order_id = any ($6::bigint[])
    group by s.household_id, s.county_code, s.month
), found as materialized (
    select h.id, h.county_code, h.state
    from household h
    where h.village_code >= $1::text and h.village_code < $1::text || ':' and h.county_code = left($1::text, 6)
        and ($2::text = '' or h.state = $2::text)
        and ($3::text = '' or strpos(h.pseudonym, $3::text) > 0 or right(h.household_no, length($3::text)) = $3::text)
), income as materialized (
    select left($1::text, 6) as county_code, a.household_id, sum_fen(a.credited_fen) as credited_fen, sum_fen(a.reversed_fen) as reversed_fen, sum_fen(a.accrued_fen) as accrued_fen,
        sum_fen(a.matured_fen) as matured_fen, sum_fen(a.withheld_fen) as withheld_fen
    from (select s.household_id, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen
          from household_sum s
          where s.county_code = left($1::text, 6) and $4::text is null
          union all
          select m.household_id, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen
          from found f
          join household_month m on m.household_id = f.id and m.county_code = f.county_code
          where m.month = left($4::text, 7)
          union all
          select c.household_id, c.credited_fen, c.reversed_fen, c.accrued_fen, c.matured_fen, c.withheld_fen
          from late c
          where c.county_code = left($1::text, 6) and ($4::text is null or c.month = left($4::text, 7))) a
    group by a.household_id
), paid as materialized (
    select p.household_id, p.county_code, sum_fen(p.amount_fen) as paid_out_fen
    from payout p
    where p.county_code = left($1::text, 6) and p.state in ('paid', 'confirmed', 'disputed') and ($4::text is null or to_char(p.paid_on, 'YYYY-MM') = left($4::text, 7))
    group by p.household_id, p.county_code
)
select count(*) as households, count(*) filter (where h.state = 'confirmed') as confirmed, count(*) filter (where h.state = 'suspended') as suspended,
    count(*) filter (where h.state = 'removed') as removed, count(*) filter (where i.credited_fen > i.reversed_fen) as earning,
    coalesce(sum_fen(i.credited_fen), 0) as credited_fen, coalesce(sum_fen(i.reversed_fen), 0) as reversed_fen,
    coalesce(sum_fen(i.accrued_fen), 0) as accrued_fen, coalesce(sum_fen(i.matured_fen), 0) as matured_fen,
    coalesce(sum_fen(o.paid_out_fen), 0) as paid_out_fen, coalesce(sum_fen(i.withheld_fen), 0) as withheld_fen
from found h
left join income i on i.household_id = h.id and i.county_code = h.county_code
left join paid o on o.household_id = h.id and o.county_code = h.county_code
where $5::text = '' or ($5::text = 'some' and i.credited_fen > 0) or ($5::text = 'held' and i.withheld_fen > 0) or ($5::text = 'none' and coalesce(i.credited_fen, 0) = 0)

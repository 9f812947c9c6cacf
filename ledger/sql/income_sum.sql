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
), changed as materialized (
    select c.household_id, c.county_code, sum_fen(c.credited_fen) as credited_fen, sum_fen(c.reversed_fen) as reversed_fen, sum_fen(c.accrued_fen) as accrued_fen, sum_fen(c.matured_fen) as matured_fen,
        sum_fen(c.withheld_fen) as withheld_fen
    from late c
    where c.county_code = left($1::text, 6) and ($4::text is null or c.month = left($4::text, 7))
    group by c.household_id, c.county_code
), income as (
    -- a household has one row of all months
    select s.county_code, s.household_id, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen
    from household_sum s
    where s.county_code = left($1::text, 6) and $4::text is null
    union all
    select f.county_code, f.id, sum_fen(m.credited_fen), sum_fen(m.reversed_fen), sum_fen(m.accrued_fen), sum_fen(m.matured_fen), sum_fen(m.withheld_fen)
    from found f
    join household_month m on m.household_id = f.id and m.county_code = f.county_code
    where m.month = left($4::text, 7)
    group by f.county_code, f.id
), paid as materialized (
    select p.household_id, p.county_code, sum_fen(p.amount_fen) as paid_out_fen
    from payout p
    where p.county_code = left($1::text, 6) and p.state in ('paid', 'confirmed', 'disputed') and ($4::text is null or to_char(p.paid_on, 'YYYY-MM') = left($4::text, 7))
    group by p.household_id, p.county_code
)
select count(*) as households, count(*) filter (where n.state = 'confirmed') as confirmed, count(*) filter (where n.state = 'suspended') as suspended,
    count(*) filter (where n.state = 'removed') as removed, count(*) filter (where n.credited_fen > n.reversed_fen) as earning,
    coalesce(sum_fen(n.credited_fen), 0) as credited_fen, coalesce(sum_fen(n.reversed_fen), 0) as reversed_fen,
    coalesce(sum_fen(n.accrued_fen), 0) as accrued_fen, coalesce(sum_fen(n.matured_fen), 0) as matured_fen,
    coalesce(sum_fen(n.paid_out_fen), 0) as paid_out_fen, coalesce(sum_fen(n.withheld_fen), 0) as withheld_fen
from (select h.state, coalesce(i.credited_fen, 0) + coalesce(c.credited_fen, 0) as credited_fen, coalesce(i.reversed_fen, 0) + coalesce(c.reversed_fen, 0) as reversed_fen,
          coalesce(i.accrued_fen, 0) + coalesce(c.accrued_fen, 0) as accrued_fen, coalesce(i.matured_fen, 0) + coalesce(c.matured_fen, 0) as matured_fen,
          coalesce(i.withheld_fen, 0) + coalesce(c.withheld_fen, 0) as withheld_fen, o.paid_out_fen
      from found h
      left join income i on i.household_id = h.id and i.county_code = h.county_code
      left join changed c on c.household_id = h.id and c.county_code = h.county_code
      left join paid o on o.household_id = h.id and o.county_code = h.county_code) n
where $5::text = '' or ($5::text = 'some' and n.credited_fen > 0) or ($5::text = 'held' and n.withheld_fen > 0) or ($5::text = 'none' and n.credited_fen = 0)

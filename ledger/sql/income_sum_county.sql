-- What income_sum says of all households of a county and all months, from the sums alone, without looking for the households that they are of.
-- $1 county, $2 orders that the journal has named since the sums were made. DB_SLOW.
-- Columns: households, confirmed, suspended, removed, earning (with anything that was not taken back), credited_fen, reversed_fen, accrued_fen, matured_fen,
-- paid_out_fen, withheld_fen. Index: household_county, household_sum_key, payout_paid_of.
with late as materialized (
    -- in this statement's own snapshot: what is in the sums by then is not here any more
    select s.household_id, s.county_code, sum_fen(s.credited_fen) as credited_fen, sum_fen(s.reversed_fen) as reversed_fen, sum_fen(s.accrued_fen) as accrued_fen,
        sum_fen(s.matured_fen) as matured_fen, sum_fen(s.withheld_fen) as withheld_fen
    from order_share_change s
    where s.order_id = any ($2::bigint[]) and s.county_code = $1::text
    group by s.household_id, s.county_code
), counted as (
    select $1::text as county_code, count(*) as households, count(*) filter (where h.state = 'confirmed') as confirmed, count(*) filter (where h.state = 'suspended') as suspended,
        count(*) filter (where h.state = 'removed') as removed
    from household h
    where h.county_code = $1::text
), summed as (
    select $1::text as county_code, count(*) filter (where y.credited_fen > y.reversed_fen) as earning, sum_fen(y.credited_fen) as credited_fen,
        sum_fen(y.reversed_fen) as reversed_fen, sum_fen(y.accrued_fen) as accrued_fen, sum_fen(y.matured_fen) as matured_fen, sum_fen(y.withheld_fen) as withheld_fen
    from household_sum y
    where y.county_code = $1::text
), changed as (
    -- of few households, so that the many are added up as they stand
    select $1::text as county_code,
        count(*) filter (where coalesce(y.credited_fen, 0) + c.credited_fen > coalesce(y.reversed_fen, 0) + c.reversed_fen)
            - count(*) filter (where y.credited_fen > y.reversed_fen) as earning,
        sum_fen(c.credited_fen) as credited_fen, sum_fen(c.reversed_fen) as reversed_fen, sum_fen(c.accrued_fen) as accrued_fen,
        sum_fen(c.matured_fen) as matured_fen, sum_fen(c.withheld_fen) as withheld_fen
    from late c
    left join household_sum y on y.household_id = c.household_id and y.county_code = c.county_code
)
select k.households, k.confirmed, k.suspended, k.removed, s.earning + c.earning as earning, coalesce(s.credited_fen, 0) + coalesce(c.credited_fen, 0) as credited_fen,
    coalesce(s.reversed_fen, 0) + coalesce(c.reversed_fen, 0) as reversed_fen, coalesce(s.accrued_fen, 0) + coalesce(c.accrued_fen, 0) as accrued_fen,
    coalesce(s.matured_fen, 0) + coalesce(c.matured_fen, 0) as matured_fen,
    (select coalesce(sum_fen(p.amount_fen), 0)
     from payout p
     where p.county_code = $1::text and p.state in ('paid', 'confirmed', 'disputed')) as paid_out_fen,
    coalesce(s.withheld_fen, 0) + coalesce(c.withheld_fen, 0) as withheld_fen
from counted k
join summed s on s.county_code = k.county_code
join changed c on c.county_code = k.county_code

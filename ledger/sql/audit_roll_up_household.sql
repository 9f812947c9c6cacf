-- Households whose sums of a month are not those of their entries, less what the journal has named behind what the roll-up has surely read. $1 and $2 the first and the last
-- household, $3 orders that the journal has named since. Columns: subject, detail. Index: roster_place_household, attribution_pool_roster, household_month_key, order_rolled primary key.
with entry as (
    select n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id, sum(n.borne_fen) as borne_fen, sum(n.entries) as entries, sum(n.credited_fen) as credited_fen, sum(n.reversed_fen) as reversed_fen,
        sum(n.accrued_fen) as accrued_fen, sum(n.matured_fen) as matured_fen, sum(n.withheld_fen) as withheld_fen
    from (select s.household_id, s.month, s.kind, s.village_code, s.county_code, s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen, s.producer_id, s.borne_fen
          from order_share_now s
          where s.household_id between $1::bigint and $2::bigint and s.month >= (select f.months_from from year_floor f) and s.order_id <> all ($3::bigint[])
          union all
          select r.household_id, r.month, r.kind, r.village_code, r.county_code, r.entries, r.credited_fen, r.reversed_fen, r.accrued_fen, r.matured_fen, r.withheld_fen, r.producer_id, r.borne_fen
          from order_share_rolled r
          where r.household_id between $1::bigint and $2::bigint and r.month >= (select f.months_from from year_floor f) and r.order_id = any ($3::bigint[])) n
    group by n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id
)
select 'household:' || coalesce(h.household_id, e.household_id) as subject,
    coalesce(h.month, e.month) || ' sums ' || concat_ws('/', h.entries, h.credited_fen, h.reversed_fen, h.accrued_fen, h.matured_fen, h.withheld_fen, h.borne_fen) || ' entries '
        || concat_ws('/', e.entries, e.credited_fen, e.reversed_fen, e.accrued_fen, e.matured_fen, e.withheld_fen, e.borne_fen) as detail
from entry e
full join (select m.household_id, m.month, m.kind, m.village_code, m.county_code, m.entries, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen, m.producer_id, m.borne_fen
           from household_month m
           where m.household_id between $1::bigint and $2::bigint and m.month >= (select f.months_from from year_floor f)) h
    on h.household_id = e.household_id and h.month = e.month and h.kind = e.kind and h.village_code = e.village_code and h.county_code = e.county_code and h.producer_id = e.producer_id
where (h.entries, h.credited_fen, h.reversed_fen, h.accrued_fen, h.matured_fen, h.withheld_fen, h.borne_fen)
    is distinct from (e.entries, e.credited_fen, e.reversed_fen, e.accrued_fen, e.matured_fen, e.withheld_fen, e.borne_fen)
limit 20

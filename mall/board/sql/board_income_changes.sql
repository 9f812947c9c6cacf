-- What of households' income is otherwise than the board tells it, of those whose months have changed (household_moved): from the sums by month (ledger/roll_up.h). DB_REPORT; no parameters.
-- Columns: county_code, month (Beijing time, in which the order was paid), kind, household_id, step (accrued, matured, borne: of orders that were completed and
-- then refunded whole, withheld), fen (as it is now; 0 = nothing any more).
-- Rows without a household (0), of one county, one month or one kind, the others being '', come first: their "fen" is how many households have money of that
-- step there now. Index: household_month_key, board_income primary key, board_cell primary key.
with live as (
    select s.county_code, s.month, s.kind, s.household_id, v.step, v.fen
    from (select h.county_code, h.month, h.kind, h.household_id, sum(h.accrued_fen)::bigint as accrued_fen, sum(h.matured_fen - h.borne_fen)::bigint as matured_fen,
              sum(h.borne_fen)::bigint as borne_fen, sum(h.withheld_fen)::bigint as withheld_fen
          from household_moved m
          join household_month h on h.household_id = m.household_id and h.month = m.month and h.kind = m.kind and h.county_code = m.county_code
          group by h.county_code, h.month, h.kind, h.household_id) s
    cross join lateral (values ('accrued', s.accrued_fen), ('matured', s.matured_fen), ('borne', s.borne_fen), ('withheld', s.withheld_fen)) as v (step, fen)
    where v.fen > 0
), told as (
    select b.county_code, b.month, b.kind, b.household_id, b.step, b.fen
    from household_moved m
    join board_income b on b.county_code = m.county_code and b.household_id = m.household_id and b.month = m.month and b.kind = m.kind
), change as materialized (
    select county_code, month, kind, household_id, step, coalesce(l.fen, 0)::bigint as fen
    from live l
    full join told b using (county_code, month, kind, household_id, step)
    where l.fen is distinct from b.fen
), place as (
    -- in which rows a household has money of a step, as it is told (side -1) and as it is now (side 1)
    select distinct x.side, d.dimension, d.key, x.household_id, x.step
    from (select -1 as side, b.county_code, b.month, b.kind, b.household_id, b.step
          from (select distinct c.county_code, c.household_id from change c) h
          join board_income b on b.county_code = h.county_code and b.household_id = h.household_id
          union all
          select 1, b.county_code, b.month, b.kind, b.household_id, b.step
          from (select distinct c.county_code, c.household_id from change c) h
          join board_income b on b.county_code = h.county_code and b.household_id = h.household_id
          where not exists (select 1
                            from change c
                            where c.county_code = b.county_code and c.household_id = b.household_id and c.month = b.month and c.kind = b.kind and c.step = b.step)
          union all
          select 1, c.county_code, c.month, c.kind, c.household_id, c.step
          from change c
          where c.fen > 0) x
    cross join lateral (values ('county', x.county_code), ('month', x.month), ('kind', x.kind)) as d (dimension, key)
), cell as (
    select p.dimension, p.key, p.step,
        sum(p.side) + coalesce(max(case p.step when 'accrued' then k.accrued_households when 'matured' then k.matured_households when 'borne' then k.borne_households
                                               else k.withheld_households end), 0) as households
    from place p
    left join board_cell k on k.dimension = p.dimension and k.key = p.key
    group by p.dimension, p.key, p.step
)
select x.county_code, x.month, x.kind, x.household_id, x.step, x.fen
from change x
union all
select case c.dimension when 'county' then c.key else '' end, case c.dimension when 'month' then c.key else '' end, case c.dimension when 'kind' then c.key else '' end, 0, c.step,
    c.households::bigint
from cell c
order by household_id, county_code, month, kind, step

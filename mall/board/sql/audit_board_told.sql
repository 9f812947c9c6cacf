-- What the board tells otherwise than it is and is not noted as changed (household_moved), and cells that are not the counts and sums of what it tells. Columns: subject, detail.
select 'household:' || d.household_id as subject, d.month || ' ' || d.kind || ' ' || d.step || ' told ' || coalesce(d.told_fen, 0) || ' is ' || coalesce(d.fen, 0) as detail
from (select coalesce(l.household_id, b.household_id) as household_id, coalesce(l.month, b.month) as month, coalesce(l.kind, b.kind) as kind, coalesce(l.county_code, b.county_code) as county_code,
          coalesce(l.step, b.step) as step, b.fen as told_fen, l.fen
      from (select s.county_code, s.month, s.kind, s.household_id, v.step, v.fen
            from (select h.county_code, h.month, h.kind, h.household_id, sum(h.accrued_fen)::bigint as accrued_fen, sum(h.matured_fen - h.borne_fen)::bigint as matured_fen,
                      sum(h.borne_fen)::bigint as borne_fen, sum(h.withheld_fen)::bigint as withheld_fen
                  from household_month h
                  group by h.county_code, h.month, h.kind, h.household_id) s
            cross join lateral (values ('accrued', s.accrued_fen), ('matured', s.matured_fen), ('borne', s.borne_fen), ('withheld', s.withheld_fen)) as v (step, fen)
            where v.fen > 0) l
      full join board_income b
          on b.county_code = l.county_code and b.month = l.month and b.kind = l.kind and b.household_id = l.household_id and b.step = l.step
      where l.fen is distinct from b.fen) d
where not exists (select 1 from household_moved m where m.household_id = d.household_id and m.month = d.month and m.kind = d.kind and m.county_code = d.county_code)
union all
select 'board:' || coalesce(c.dimension, s.dimension) || ' ' || coalesce(c.key, s.key),
    'kept ' || concat_ws('/', c.households, c.earning_households, c.accrued_households, c.accrued_fen, c.matured_households, c.matured_fen, c.borne_households, c.borne_fen, c.withheld_households, c.withheld_fen)
        || ' counted ' || concat_ws('/', s.households, s.earning_households, s.accrued_households, s.accrued_fen, s.matured_households, s.matured_fen, s.borne_households, s.borne_fen, s.withheld_households,
            s.withheld_fen)
from board_cell c
full join (select x.dimension, x.key, count(*) filter (where x.has_any) as households, count(*) filter (where x.has_earned) as earning_households,
               count(*) filter (where x.has_accrued) as accrued_households, sum(x.accrued_fen) as accrued_fen, count(*) filter (where x.has_matured) as matured_households,
               sum(x.matured_fen) as matured_fen, count(*) filter (where x.has_borne) as borne_households, sum(x.borne_fen) as borne_fen,
               count(*) filter (where x.has_withheld) as withheld_households, sum(x.withheld_fen) as withheld_fen
           from board_share x
           group by x.dimension, x.key) s on s.dimension = c.dimension and s.key = c.key
where (coalesce(c.households, 0), coalesce(c.earning_households, 0), coalesce(c.accrued_households, 0), coalesce(c.accrued_fen, 0), coalesce(c.matured_households, 0), coalesce(c.matured_fen, 0),
       coalesce(c.borne_households, 0), coalesce(c.borne_fen, 0), coalesce(c.withheld_households, 0), coalesce(c.withheld_fen, 0))
    <> (coalesce(s.households, 0), coalesce(s.earning_households, 0), coalesce(s.accrued_households, 0), coalesce(s.accrued_fen, 0), coalesce(s.matured_households, 0), coalesce(s.matured_fen, 0),
        coalesce(s.borne_households, 0), coalesce(s.borne_fen, 0), coalesce(s.withheld_households, 0), coalesce(s.withheld_fen, 0))
limit 20

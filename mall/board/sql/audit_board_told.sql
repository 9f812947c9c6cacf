-- What the board tells otherwise than it is and is not noted as changed (household_moved). Columns: subject, detail.
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
limit 20

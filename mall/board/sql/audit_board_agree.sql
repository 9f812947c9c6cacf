-- Whether the board tells what households' months are, without what is noted as changed (household_moved): sums over both, each weighed by a number of chance, are the same. Where a household has
-- less than nothing of a kind they are not. No parameters. Columns: agree.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed, 1 + (random() * 1000000)::bigint as accrued, 1 + (random() * 1000000)::bigint as matured, 1 + (random() * 1000000)::bigint as borne, 1 + (random() * 1000000)::bigint as withheld
)
select coalesce(sum(w.weight), 0) = 0 and coalesce(sum(w.odd), 0) = 0 as agree
from (select sum((hashtextextended(h.household_id || ' ' || h.month || ' ' || h.kind || ' ' || h.county_code, c.seed) >> 4)
                 * (h.accrued_fen::numeric * c.accrued + (h.matured_fen - h.borne_fen)::numeric * c.matured + h.borne_fen::numeric * c.borne + h.withheld_fen::numeric * c.withheld)) as weight, 0 as odd
      from household_month h
      cross join chance c
      where not exists (select 1 from household_moved m where m.household_id = h.household_id and m.month = h.month and m.kind = h.kind and m.county_code = h.county_code)
      union all
      select -sum((hashtextextended(b.household_id || ' ' || b.month || ' ' || b.kind || ' ' || b.county_code, c.seed) >> 4)
                 * (b.fen::numeric * case b.step when 'accrued' then c.accrued when 'matured' then c.matured when 'borne' then c.borne when 'withheld' then c.withheld end)),
          count(*) filter (where b.fen <= 0 or b.step not in ('accrued', 'matured', 'borne', 'withheld'))
      from board_income b
      cross join chance c
      where not exists (select 1 from household_moved m where m.household_id = b.household_id and m.month = b.month and m.kind = b.kind and m.county_code = b.county_code)) w

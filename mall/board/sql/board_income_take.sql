-- What the board tells from now on, and its counts and sums with it, all in one snapshot. $1 counties, $2 months, $3 kinds, $4 households, $5 steps, $6 fen (0 = it is not told any more).
-- Columns: cells. Index: board_income primary key, board_cell primary key.
with told as materialized (
    select n.county_code, n.month, n.kind, n.household_id, n.step, n.fen
    from (select unnest($1::text[]) as county_code, unnest($2::text[]) as month, unnest($3::text[]) as kind, unnest($4::bigint[]) as household_id,
                 unnest($5::text[]) as step, unnest($6::bigint[]) as fen) n
), put as (
    insert into board_income (county_code, month, kind, household_id, step, fen)
    select t.county_code, t.month, t.kind, t.household_id, t.step, t.fen
    from told t
    where t.fen > 0
    on conflict on constraint board_income_pkey do update set fen = excluded.fen
), removed as (
    delete from board_income b
    using told t
    where b.county_code = t.county_code and b.household_id = t.household_id and b.month = t.month and b.kind = t.kind and b.step = t.step and t.fen = 0
), before as materialized (
    select b.county_code, b.month, b.kind, b.household_id, b.step, b.fen
    from (select distinct t.county_code, t.household_id from told t) h
    join board_income b on b.county_code = h.county_code and b.household_id = h.household_id
), share as (
    select x.side, d.dimension, d.key, x.household_id, bool_or(x.step <> 'withheld') as has_any, bool_or(x.step in ('accrued', 'matured')) as has_earned,
        bool_or(x.step = 'accrued') as has_accrued, bool_or(x.step = 'matured') as has_matured, bool_or(x.step = 'borne') as has_borne, bool_or(x.step = 'withheld') as has_withheld,
        coalesce(sum(x.fen) filter (where x.step = 'accrued'), 0) as accrued_fen, coalesce(sum(x.fen) filter (where x.step = 'matured'), 0) as matured_fen,
        coalesce(sum(x.fen) filter (where x.step = 'borne'), 0) as borne_fen, coalesce(sum(x.fen) filter (where x.step = 'withheld'), 0) as withheld_fen
    from (select -1 as side, b.county_code, b.month, b.kind, b.household_id, b.step, b.fen
          from before b
          union all
          select 1, b.county_code, b.month, b.kind, b.household_id, b.step, b.fen
          from before b
          where not exists (select 1
                            from told t
                            where t.county_code = b.county_code and t.household_id = b.household_id and t.month = b.month and t.kind = b.kind and t.step = b.step)
          union all
          select 1, t.county_code, t.month, t.kind, t.household_id, t.step, t.fen
          from told t
          where t.fen > 0) x
    cross join lateral (values ('total', ''), ('county', x.county_code), ('month', x.month), ('kind', x.kind)) as d (dimension, key)
    group by x.side, d.dimension, d.key, x.county_code, x.household_id
), kept as (
    insert into board_cell as c (dimension, key, households, earning_households, accrued_households, accrued_fen, matured_households, matured_fen, borne_households, borne_fen,
        withheld_households, withheld_fen)
    select s.dimension, s.key, sum(s.side * s.has_any::int), sum(s.side * s.has_earned::int), sum(s.side * s.has_accrued::int), sum(s.side * s.accrued_fen), sum(s.side * s.has_matured::int),
        sum(s.side * s.matured_fen), sum(s.side * s.has_borne::int), sum(s.side * s.borne_fen), sum(s.side * s.has_withheld::int), sum(s.side * s.withheld_fen)
    from share s
    group by s.dimension, s.key
    on conflict (dimension, key) do update set
        households = c.households + excluded.households, earning_households = c.earning_households + excluded.earning_households,
        accrued_households = c.accrued_households + excluded.accrued_households, accrued_fen = c.accrued_fen + excluded.accrued_fen,
        matured_households = c.matured_households + excluded.matured_households, matured_fen = c.matured_fen + excluded.matured_fen,
        borne_households = c.borne_households + excluded.borne_households, borne_fen = c.borne_fen + excluded.borne_fen,
        withheld_households = c.withheld_households + excluded.withheld_households, withheld_fen = c.withheld_fen + excluded.withheld_fen
    returning c.key
)
select count(*) as cells
from kept

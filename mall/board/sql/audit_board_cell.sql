-- Cells of the board that are not the counts and sums of what it tells. Columns: subject, detail.
select 'board:' || coalesce(c.dimension, s.dimension) || ' ' || coalesce(c.key, s.key) as subject,
    'kept ' || concat_ws('/', c.households, c.earning_households, c.accrued_households, c.accrued_fen, c.matured_households, c.matured_fen, c.borne_households, c.borne_fen, c.withheld_households, c.withheld_fen)
        || ' counted ' || concat_ws('/', s.households, s.earning_households, s.accrued_households, s.accrued_fen, s.matured_households, s.matured_fen, s.borne_households, s.borne_fen, s.withheld_households,
            s.withheld_fen) as detail
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

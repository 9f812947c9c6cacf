-- Households whose sums of all months are not those of their months. Columns: subject, detail.
select 'household:' || coalesce(s.household_id, m.household_id) as subject,
    'kept ' || concat_ws('/', s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen) || ' months '
        || concat_ws('/', m.entries, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen) as detail
from household_sum s
full join (select h.county_code, h.household_id, sum(h.entries) as entries, sum(h.credited_fen) as credited_fen, sum(h.reversed_fen) as reversed_fen, sum(h.accrued_fen) as accrued_fen, sum(h.matured_fen) as matured_fen,
               sum(h.withheld_fen) as withheld_fen
           from household_month h
           group by h.county_code, h.household_id) m on m.household_id = s.household_id and m.county_code = s.county_code
where (s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen) is distinct from (m.entries, m.credited_fen, m.reversed_fen, m.accrued_fen, m.matured_fen, m.withheld_fen)
limit 20

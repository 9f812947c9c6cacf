-- What the next households have by month, kind, village and producer, of whole households; null = 0. $1 after household, $2 rows, and what more the last one has. Binary columns: household_id, month, kind, village_code,
-- county_code, producer_id, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, borne_fen. Index: household_month_key.
select h.household_id, h.month, h.kind, h.village_code, h.county_code, h.producer_id, h.entries, h.credited_fen, nullif(h.reversed_fen, 0) as reversed_fen, nullif(h.accrued_fen, 0) as accrued_fen,
    nullif(h.matured_fen, 0) as matured_fen, nullif(h.withheld_fen, 0) as withheld_fen, nullif(h.borne_fen, 0) as borne_fen
from household_month h
where h.household_id > $1
order by h.household_id
fetch first $2 rows with ties

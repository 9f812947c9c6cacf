-- What is rolled up of the next orders share by share, of whole orders; null = 0. $1 after order, $2 rows, and what more the last one has. Binary columns: household_id, month, kind, village_code, county_code, producer_id,
-- entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, borne_fen, order_id. Index: order_rolled_share_key.
select r.household_id, r.month, r.kind, r.village_code, r.county_code, r.producer_id, r.entries, r.credited_fen, nullif(r.reversed_fen, 0) as reversed_fen, nullif(r.accrued_fen, 0) as accrued_fen,
    nullif(r.matured_fen, 0) as matured_fen, nullif(r.withheld_fen, 0) as withheld_fen, nullif(r.borne_fen, 0) as borne_fen, r.order_id
from order_rolled_share r
where r.order_id > $1
order by r.order_id
fetch first $2 rows with ties

-- The next months of counties, by producer and by village. $1 after county, $2 and month, $3 and producer, $4 and village, $5 rows. Binary columns: county_code, month, producer_id, village_code, accrued_fen,
-- matured_fen, withheld_fen, borne_fen, households. Index: county_month_key.
select m.county_code, m.month, m.producer_id, m.village_code, m.accrued_fen, m.matured_fen, m.withheld_fen, m.borne_fen, m.households
from county_month m
where (m.county_code, m.month, m.producer_id, m.village_code) > ($1, $2, $3, $4)
order by m.county_code, m.month, m.producer_id, m.village_code
limit $5

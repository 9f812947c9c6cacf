-- Counties with what they sell, those with most first. $1 today as 'MM-DD'.
-- Columns: county_code, county_name, province_name, products, in_season, producers, produce (JSON, the commonest first, at most
-- 12), picture. Index: product_tally primary key (all of it, a row a county).
-- Reads all of organisation: those that are not active, by their index.
select t.county_code, n.name as county_name, r.name as province_name, t.products, t.in_season, t.producers, to_json(t.produce) as produce, t.picture
from product_tally_shown($1::text) t
left join region n on n.code = t.county_code and n.level = 3
left join region r on r.code = left(t.county_code, 2) || '0000' and r.level = 1
order by t.products desc, t.county_code

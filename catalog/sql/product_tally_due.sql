-- Locks rows of counties that were counted on another day. $1 how many. Columns: county_code. Index: product_tally_day.
select county_code
from product_tally
where day < to_char(now() at time zone 'Asia/Shanghai', 'MM-DD') or day > to_char(now() at time zone 'Asia/Shanghai', 'MM-DD')
order by county_code
limit $1
for no key update

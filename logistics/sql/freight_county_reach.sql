-- Counties that send to a region. $1 region code. By the longest prefix of each county's table. Columns: county_code. Index: freight_row primary key (all of it).
select f.county_code
from (select distinct on (w.county_code) w.county_code, w.deliverable
      from freight_row w
      where starts_with($1::text, w.region_prefix)
      order by w.county_code, length(w.region_prefix) desc) f
where f.deliverable
order by f.county_code

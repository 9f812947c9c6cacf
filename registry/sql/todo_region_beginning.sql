-- Places that are to begin, or to be called otherwise or lie elsewhere, on a day to come. $1 region ('' = the country). Columns: count, oldest_at. Index: region_beginning primary key.
select count(*) as count, min(noted_at) as oldest_at
from (select noted_at from region_beginning where starts_with(code, $1) limit 1000) b

-- Villages of counties' lists as a file says them. $1 village codes, $2 names, $3 first days, $4 the days from which on they do not count ('' = none).
-- Columns: key (village and first day, a stroke between), is_new. Rows are those that are new or changed. Index: listed_village primary key.
insert into listed_village (county_code, village_code, name, valid_from, valid_to)
select left(t.village_code, 6), t.village_code, t.name, t.valid_from::date, nullif(t.valid_to, '')::date
from (select unnest($1::text[]) as village_code, unnest($2::text[]) as name, unnest($3::text[]) as valid_from, unnest($4::text[]) as valid_to) t
on conflict on constraint listed_village_pkey do update
set name = excluded.name, valid_to = excluded.valid_to
where (listed_village.name, listed_village.valid_to) is distinct from (excluded.name, excluded.valid_to)
returning village_code || '/' || valid_from as key, xmax = 0 as is_new

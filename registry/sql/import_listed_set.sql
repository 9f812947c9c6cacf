-- Counties of the national list as a file says them. $1 codes, $2 names, $3 prefectures, $4 years of leaving.
-- Columns: key (code and name, a stroke between), is_new. Rows are those that are new or changed. Index: listed_county primary key.
insert into listed_county (code, name, prefecture, exit_year)
select code, name, prefecture, exit_year
from (select unnest($1::text[]) as code, unnest($2::text[]) as name, unnest($3::text[]) as prefecture, unnest($4::bigint[]) as exit_year) t
on conflict (code, name) do update
set prefecture = excluded.prefecture, exit_year = excluded.exit_year
where (listed_county.prefecture, listed_county.exit_year) is distinct from (excluded.prefecture, excluded.exit_year)
returning code || '/' || name as key, xmax = 0 as is_new

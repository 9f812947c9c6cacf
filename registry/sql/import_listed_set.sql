-- Counties of the national list as a file says them. $1 codes, $2 names, $3 prefectures, $4 years of leaving.
-- Columns: key (code and name, a stroke between), code, county_code, is_new, before, after (of one that was there: objects of what a file says of it). Rows are those that are new or changed.
-- Index: listed_county primary key.
with incoming as (
    select code, name, prefecture, exit_year
    from (select unnest($1::text[]) as code, unnest($2::text[]) as name, unnest($3::text[]) as prefecture, unnest($4::bigint[]) as exit_year) t
), was as (
    select c.code, c.name, jsonb_build_object('prefecture', c.prefecture, 'exit_year', c.exit_year) as facts
    from incoming i
    join listed_county c on c.code = i.code and c.name = i.name
), written as (
    insert into listed_county (code, name, prefecture, exit_year)
    select code, name, prefecture, exit_year from incoming
    on conflict (code, name) do update
    set prefecture = excluded.prefecture, exit_year = excluded.exit_year
    where (listed_county.prefecture, listed_county.exit_year) is distinct from (excluded.prefecture, excluded.exit_year)
    returning code, name, prefecture, exit_year
)
select w.code || '/' || w.name as key, w.code, w.code as county_code, o.code is null as is_new, o.facts::text as before,
    jsonb_build_object('prefecture', w.prefecture, 'exit_year', w.exit_year)::text as after
from written w
left join was o on o.code = w.code and o.name = w.name

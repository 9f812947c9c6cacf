-- Villages of counties' lists as a file says them. $1 village codes, $2 names, $3 first days, $4 the days from which on they do not count ('' = none).
-- Columns: key (village and first day, a stroke between), code, county_code, is_new, before, after (of one that was there: objects of what a file says of it). Rows are those that are new or changed.
-- Index: listed_village primary key.
with incoming as (
    select left(t.village_code, 6) as county_code, t.village_code, t.name, t.valid_from::date as valid_from, nullif(t.valid_to, '')::date as valid_to
    from (select unnest($1::text[]) as village_code, unnest($2::text[]) as name, unnest($3::text[]) as valid_from, unnest($4::text[]) as valid_to) t
), was as (
    select v.county_code, v.village_code, v.valid_from, jsonb_build_object('name', v.name, 'valid_to', v.valid_to) as facts
    from incoming i
    join listed_village v on v.county_code = i.county_code and v.village_code = i.village_code and v.valid_from = i.valid_from
), written as (
    insert into listed_village (county_code, village_code, name, valid_from, valid_to)
    select county_code, village_code, name, valid_from, valid_to from incoming
    on conflict on constraint listed_village_pkey do update
    set name = excluded.name, valid_to = excluded.valid_to
    where (listed_village.name, listed_village.valid_to) is distinct from (excluded.name, excluded.valid_to)
    returning county_code, village_code, name, valid_from, valid_to
)
select w.village_code || '/' || w.valid_from as key, w.village_code as code, w.county_code, o.village_code is null as is_new, o.facts::text as before,
    jsonb_build_object('name', w.name, 'valid_to', w.valid_to)::text as after
from written w
left join was o on o.county_code = w.county_code and o.village_code = w.village_code and o.valid_from = w.valid_from

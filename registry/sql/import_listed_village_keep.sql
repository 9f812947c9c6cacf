-- A file is the whole list of each county that it names: what it does not have of them goes. $1 village codes, $2 first days, both of all rows. Columns: code, county_code, before (object of what stood there).
-- Reads all of listed_village: once a file. Index: listed_village primary key.
delete from listed_village v
where v.county_code in (select left(c, 6) from unnest($1::text[]) c)
  and not exists (select from (select unnest($1::text[]) as village_code, unnest($2::text[]) as valid_from) t
                  where t.village_code = v.village_code and t.valid_from::date = v.valid_from)
returning v.village_code as code, v.county_code, jsonb_build_object('name', v.name, 'valid_from', v.valid_from, 'valid_to', v.valid_to)::text as before

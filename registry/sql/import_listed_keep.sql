-- A file is the whole list: what it does not name goes. $1 codes, $2 names. Columns: code, county_code, before (object of what stood there). Looks at all of the 832 rows.
delete from listed_county
where not exists (select from (select unnest($1::text[]) as code, unnest($2::text[]) as name) t where t.code = listed_county.code and t.name = listed_county.name)
returning code, code as county_code, jsonb_build_object('name', name, 'prefecture', prefecture, 'exit_year', exit_year)::text as before

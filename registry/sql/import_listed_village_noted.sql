-- These counties have a list, changed now. $1 village codes of all rows. Columns: none. Index: village_list primary key.
insert into village_list (county_code, changed_at)
select distinct left(c, 6), now() from unnest($1::text[]) c
on conflict on constraint village_list_pkey do update set changed_at = excluded.changed_at

-- Notes phones and addresses for the register. $1 ids, $2 counties, $3 households, $4 kinds, $5 the texts, sealed. Columns: none. Index: household_report_one.
insert into household_report (id, county_code, household_id, kind, text_sealed)
select n.id, n.county_code, n.household_id, n.kind, n.sealed
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as household_id, unnest($4::text[]) as kind, unnest($5::bytea[]) as sealed) n
on conflict on constraint household_report_one do update
set text_sealed = excluded.text_sealed, revision = household_report.revision + 1, state = 'waiting', refused_code = '', changed_at = greatest(now(), household_report.changed_at + interval '1 second')

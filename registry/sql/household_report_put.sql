-- Notes a phone or an address for the register. $1 id, $2 county, $3 household, $4 kind, $5 the text, sealed. Columns: none. Index: household_report_one.
insert into household_report (id, county_code, household_id, kind, text_sealed) values ($1, $2, $3, $4, $5)
on conflict (household_id, kind, from_day) do update
set text_sealed = excluded.text_sealed, revision = household_report.revision + 1, state = 'waiting', refused_code = '', changed_at = now()
where household_report.id = excluded.id

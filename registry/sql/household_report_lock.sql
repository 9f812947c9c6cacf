-- A report, locked. $1 report. Columns: household_id, county_code, kind, is_refused (no row: there is none). Index: household_report primary key.
select household_id, county_code, kind, state = 'refused' as is_refused from household_report where id = $1 for update

-- Something refused is told again. $1 report. Columns: household_id, county_code, kind (no row = it is not refused). Index: household_report primary key.
update household_report set state = 'waiting', refused_code = '', changed_at = now(), revision = revision + 1
where id = $1 and state = 'refused'
returning household_id, county_code, kind

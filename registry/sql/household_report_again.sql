-- Something refused is told again. $1 report. Columns: none. Index: household_report primary key.
update household_report set state = 'waiting', refused_code = '', changed_at = greatest(now(), household_report.changed_at + interval '1 second'), revision = revision + 1 where id = $1

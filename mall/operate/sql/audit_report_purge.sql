-- Deletes reports of checks after a year. $1 at most so many. Columns: none. Index: audit_report primary key.
delete from audit_report
where id in (select id from audit_report where ended_at < now() - interval '1 year' limit $1)

-- A report of the checks. $1 id. Columns: report_id, account_id (null = by command), account_name, kind (full, nightly), since_at (null = at everything), passed, failed, checks (JSON), began_at, ended_at.
-- Index: audit_report primary key.
select r.id as report_id, nullif(r.account_id, 0) as account_id, coalesce(a.display_name, '') as account_name, r.kind, r.since_at, r.passed, r.failed, r.checks, r.began_at, r.ended_at
from audit_report r
left join account a on a.id = r.account_id
where r.id = $1

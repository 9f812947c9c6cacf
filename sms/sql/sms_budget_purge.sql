-- Forgets budgets of two days ago. $1 at most so many. Columns: none. Index: sms_budget_began.
delete from sms_budget
where ctid = any (array(select ctid from sms_budget where began_at < now() - interval '2 days' limit $1))

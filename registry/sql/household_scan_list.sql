-- Photos of papers of a household, newest first. $1 household, $2 cursor (ids below it), $3 limit. Columns: scan_id, kept, actor_name, created_at. Index: household_scan_of.
select s.id as scan_id, s.kept, coalesce(a.display_name, '') as actor_name, s.created_at
from household_scan s
left join account a on a.id = s.account_id
where s.household_id = $1 and s.id < $2
order by s.id desc
limit $3

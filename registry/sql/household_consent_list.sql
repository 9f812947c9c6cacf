-- What a household said, newest first. $1 household, $2 cursor (ids below it), $3 limit. Columns: consent_id, kind, given, way, reference, scan_id, actor_name, said_at.
-- Index: household_consent_page.
select c.id as consent_id, c.kind, c.given, c.way, c.reference, c.scan_id, coalesce(a.display_name, '') as actor_name, c.at as said_at
from household_consent c
left join account a on a.id = c.account_id
where c.household_id = $1 and c.id < $2
order by c.id desc
limit $3

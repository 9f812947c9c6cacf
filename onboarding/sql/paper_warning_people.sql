-- Whom a message about an organisation's papers goes to: its owners, or who answers for the station. $1 organisation. Columns: account_id, _phone (sealed). Index: role_grant_org.
select distinct a.id as account_id, a.phone_sealed as _phone
from role_grant g
join account a on a.id = g.account_id
where g.org_id = $1::bigint and g.role in ('producer', 'station_officer') and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
order by a.id
limit 5

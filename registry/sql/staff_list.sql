-- The people of an organisation. $1 organisation. Columns: grant_id, account_id, display_name, _phone (sealed), role, granted_at. Index: role_grant_org.
select g.id as grant_id, g.account_id, a.display_name, a.phone_sealed as _phone, g.role, g.valid_from as granted_at
from role_grant g
join account a on a.id = g.account_id
where g.org_id = $1 and (g.valid_to is null or g.valid_to > now()) and (g.expires_at is null or g.expires_at > now())
order by g.id
limit 100

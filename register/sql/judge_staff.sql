-- By which phones those who work for producers are found. $1 producers. Columns: producer_id, phone_hash. Index: role_grant_org.
select distinct g.org_id as producer_id, a.phone_hash
from role_grant g
join account a on a.id = g.account_id
where g.org_id = any ($1::bigint[]) and g.role = 'producer' and (g.valid_to is null or g.valid_to > now())
order by g.org_id

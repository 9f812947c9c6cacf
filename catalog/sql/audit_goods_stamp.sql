-- Listings, versions with their prices and pictures, SKUs, plans with their pools and shares, and links in doubt that are not as they were written. $1 stamp key.
-- Columns: subject, detail.
select 'listing:' || t.id as subject, 'does not fit its stamp' as detail
from listing t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'version:' || t.id, 'does not fit its stamp'
from listing_version t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'sku:' || t.id, 'does not fit its stamp'
from sku t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'plan:' || t.id, 'does not fit its stamp'
from benefit_plan t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'link:' || t.id, 'does not fit its stamp'
from benefit_link t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20

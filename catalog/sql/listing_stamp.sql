-- Stamps what was just written of listings: themselves, versions, SKUs, plans. $1 stamp key, $2 listings. Columns: none.
-- Index: primary keys, listing_version_no_unique, benefit_plan_version_unique, sku_spec_unique.
with listings as (
    update listing t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.id = any ($2::bigint[]) and t.stamp is null
), versions as (
    update listing_version t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.listing_id = any ($2::bigint[]) and t.stamp is null
), skus as (
    update sku t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.listing_id = any ($2::bigint[]) and t.stamp is null
)
update benefit_plan t set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.listing_id = any ($2::bigint[]) and t.stamp is null

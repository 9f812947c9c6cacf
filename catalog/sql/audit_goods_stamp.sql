-- Listings, versions with their prices and pictures, SKUs, plans with their pools and shares, and links in doubt that are not as they were written. The contents
-- of versions and plans (stamp_bytes) are written out: a function that reads rows is begun anew for each of them. $1 stamp key. Columns: subject, detail. Index: version_sku primary key,
-- version_picture primary key, benefit_pool primary key, benefit_share primary key.
select 'listing:' || t.id as subject, 'does not fit its stamp' as detail
from listing t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'version:' || t.id, 'does not fit its stamp'
from listing_version t
where t.stamp is distinct from row_stamp($1::bytea, record_send(row('listing_version'::text, t.id, t.county_code, t.listing_id, t.version_no, t.plan_id, t.title, t.category, t.produce, t.story, t.village_code,
    t.size_low_mm, t.size_high_mm, t.season_from, t.season_to, t.shelf_life_days, t.storage, t.no_reason_return, t.picture, t.price_from_fen, t.created_by, t.created_at,
    (select string_agg(record_send(row(s.sku_id, s.price_fen)), ''::bytea order by s.sku_id) from version_sku s where s.version_id = t.id and s.county_code = t.county_code),
    (select string_agg(record_send(row(p.place, p.picture_id, p.alt)), ''::bytea order by p.place) from version_picture p where p.version_id = t.id and p.county_code = t.county_code))))
union all
select 'sku:' || t.id, 'does not fit its stamp'
from sku t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'plan:' || t.id, 'does not fit its stamp'
from benefit_plan t
where t.stamp is distinct from row_stamp($1::bytea, record_send(row('benefit_plan'::text, t.id, t.county_code, t.listing_id, t.version_no, t.created_by, t.created_at,
    (select string_agg(record_send(row(p.pool_no, p.kind, p.rule, p.rate)), ''::bytea order by p.pool_no) from benefit_pool p where p.plan_id = t.id and p.county_code = t.county_code),
    (select string_agg(record_send(row(s.pool_no, s.household_id, s.weight)), ''::bytea order by s.pool_no, s.household_id) from benefit_share s where s.plan_id = t.id and s.county_code = t.county_code))))
union all
select 'link:' || t.id, 'does not fit its stamp'
from benefit_link t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20

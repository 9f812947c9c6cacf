-- Listings that do not sell what is on sale; versions with another listing's plan or SKUs; lots of another producer than their listing's; times of a review that
-- are not those of its moves. Columns: subject, detail. Index: listing_version_one_on_sale, primary keys, state_log_object.
select 'listing:' || l.id as subject, 'sells version ' || coalesce(l.current_version_id::text, 'none') || ', on sale is ' || coalesce(v.id::text, 'none') as detail
from listing l
left join listing_version v on v.listing_id = l.id and v.county_code = l.county_code and v.state = 'on_sale'
where l.current_version_id is distinct from v.id
union all
select 'version:' || v.id, 'plan ' || coalesce(v.plan_id::text, 'none') || ' is not of listing ' || v.listing_id
from listing_version v
where not exists (select 1 from benefit_plan p where p.id = v.plan_id and p.listing_id = v.listing_id and p.county_code = v.county_code)
union all
select 'version:' || p.version_id, 'SKU ' || p.sku_id || ' is not of its listing'
from version_sku p
where not exists (select 1 from listing_version v join sku k on k.listing_id = v.listing_id and k.county_code = v.county_code
                  where v.id = p.version_id and v.county_code = p.county_code and k.id = p.sku_id)
union all
select 'lot:' || t.id, 'producer ' || t.producer_id || ' does not sell listing ' || t.listing_id
from lot t
where not exists (select 1 from listing l where l.id = t.listing_id and l.county_code = t.county_code and l.producer_id = t.producer_id)
union all
select 'listing:' || l.id, 'producer ' || l.producer_id || ' or station ' || l.station_id || ' is none of its county'
from listing l
where not exists (select 1 from organisation o where o.id = l.producer_id and o.county_code = l.county_code and o.kind in ('cooperative', 'enterprise', 'family_farm', 'village_collective'))
   or not exists (select 1 from organisation o where o.id = l.station_id and o.county_code = l.county_code and o.kind = 'station')
union all
select 'version:' || v.id, v.state || ' submitted ' || coalesce(v.submitted_at::text, 'never') || ' decided ' || coalesce(v.decided_at::text, 'never')
from listing_version v
left join lateral (select max(g.at) filter (where g.to_state = 'submitted') as submitted_at,
                          max(g.at) filter (where g.to_state in ('county_approved', 'rejected', 'expired')) as decided_at
                   from state_log g
                   where g.object_id = v.id and g.shard_key = v.county_code and g.machine = 'listing') m on true
where v.submitted_at is distinct from m.submitted_at and (v.submitted_at is null or v.submitted_at >= (select f.settled_from from year_floor f))
    or v.decided_at is distinct from m.decided_at and (v.decided_at is null or v.decided_at >= (select f.settled_from from year_floor f))
limit 20

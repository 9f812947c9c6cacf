-- Lines that do not say what the version says that they were sold under, or whose version is no version of their listing. $1 from which id on. Columns: subject, detail.
-- Index: listing_version primary key, sku primary key, version_sku primary key.
select 'line:' || l.id as subject, 'sold as ' || l.title || ' ' || l.spec || ' ' || l.net_weight_g || ' g for ' || l.price_fen || ', the version says otherwise' as detail
from order_line l
left join listing_version v on v.id = l.version_id and v.county_code = l.county_code
left join sku k on k.id = l.sku_id and k.county_code = l.county_code
left join version_sku p on p.version_id = l.version_id and p.sku_id = l.sku_id and p.county_code = l.county_code
where l.id >= $1 and (l.listing_id, l.listing_id, l.plan_id, l.title, l.spec, l.net_weight_g, l.price_fen)
      is distinct from (v.listing_id, k.listing_id, v.plan_id, v.title, k.spec, k.net_weight_g, p.price_fen)
limit 20

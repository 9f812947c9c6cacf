-- Versions that are listed by another price than the lowest of their SKUs. Columns: subject, detail.
select 'version:' || v.id as subject, 'from ' || v.price_from_fen || ' lowest ' || min(s.price_fen) as detail
from listing_version v
join version_sku s on s.version_id = v.id and s.county_code = v.county_code
group by v.id, v.price_from_fen
having v.price_from_fen <> min(s.price_fen)
limit 20

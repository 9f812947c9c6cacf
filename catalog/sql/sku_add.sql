-- Adds SKUs to a listing. $1 county code, $2 listing id, $3 ids, $4 specs, $5 net weights, $6 gross weights. Columns: none.
insert into sku (id, county_code, listing_id, spec, net_weight_g, gross_weight_g)
select n.id, $1::text, $2::bigint, n.spec, n.net_weight_g, n.gross_weight_g
from unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[]) as n (id, spec, net_weight_g, gross_weight_g)

-- Adds SKUs to a listing. $1 county code, $2 listing id, $3 ids, $4 specs, $5 net weights, $6 gross weights. Columns: none.
insert into sku (id, county_code, listing_id, spec, net_weight_g, gross_weight_g)
select n.id, $1::text, $2::bigint, n.spec, n.net_weight_g, n.gross_weight_g
from (select unnest($3::bigint[]) as id, unnest($4::text[]) as spec, unnest($5::bigint[]) as net_weight_g, unnest($6::bigint[]) as gross_weight_g) n

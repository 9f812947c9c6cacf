-- Writes placed trades. $1 ids, $2 county codes, $3 buyers, $4 totals, $5 boxes, $6 expiry (microseconds since 1970), $7 stamps. Columns: none.
insert into trade (id, county_code, buyer_id, total_fen, boxes, expires_at, stamp)
select n.id, n.county_code, n.buyer_id, n.total_fen, n.boxes, timestamptz 'epoch' + n.expires_us * interval '1 microsecond', n.stamp
from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bytea[])
     as n (id, county_code, buyer_id, total_fen, boxes, expires_us, stamp)

-- Writes placed trades. $1 ids, $2 county codes, $3 buyers, $4 totals, $5 boxes, $6 expiry (microseconds since 1970), $7 stamps. Columns: none.
insert into trade (id, county_code, buyer_id, total_fen, boxes, expires_at, stamp)
select n.id, n.county_code, n.buyer_id, n.total_fen, n.boxes, timestamptz 'epoch' + n.expires_us * interval '1 microsecond', n.stamp
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as buyer_id, unnest($4::bigint[]) as total_fen,
             unnest($5::bigint[]) as boxes, unnest($6::bigint[]) as expires_us, unnest($7::bytea[]) as stamp) n

-- Keeps a loss of loose goods. $1 id, $2 lot, $3 grams, $4 reason, $5 actor, $6 stamp key. Columns: none. Index: lot primary key.
insert into lot_loss (id, county_code, lot_id, weight_g, reason, actor_id, at, stamp)
select $1::bigint, t.county_code, t.id, $3::bigint, $4::text, $5::bigint, now(),
       row_stamp($6::bytea, record_send(row('lot_loss'::text, $1::bigint, t.county_code, t.id, $3::bigint, $4::text, $5::bigint, now())))
from lot t
where t.id = $2::bigint

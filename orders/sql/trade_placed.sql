-- What was agreed at placing. $1 trade. Columns: total_fen, expiry (microseconds since 1970). Index: primary key.
select total_fen, (extract(epoch from expires_at) * 1000000)::bigint
from trade
where id = $1

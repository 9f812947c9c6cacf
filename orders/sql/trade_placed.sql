-- What was agreed at placing. $1 trade. Index: primary key.
-- Columns: total_fen, expires_at_us (microseconds since 1970).
select total_fen, (extract(epoch from expires_at) * 1000000)::bigint as expires_at_us
from trade
where id = $1

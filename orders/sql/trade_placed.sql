-- What was agreed at placing. $1 trade. Columns: total_fen, expires_at_us (since 1970). Index: trade primary key.
select total_fen, (extract(epoch from expires_at) * 1000000)::bigint as expires_at_us
from trade
where id = $1

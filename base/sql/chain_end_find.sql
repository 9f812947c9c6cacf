-- With which day a chain ended. $1 chain, $2 stamp key. Columns: day, value, fits (its stamp). Index: chain_end primary key.
select day::text as day, value, stamp = row_stamp($2::bytea, record_send(row('chain_end'::text, chain, day, value))) as fits
from chain_end
where chain = $1::text

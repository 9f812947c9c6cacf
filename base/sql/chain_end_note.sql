-- Notes with which day a chain ends now. $1 chain, $2 day, $3 value, $4 stamp key. Columns: none.
insert into chain_end (chain, day, value, stamp)
values ($1::text, $2::text::date, $3::bytea, row_stamp($4::bytea, record_send(row('chain_end'::text, $1::text, $2::text::date, $3::bytea))))
on conflict (chain) do update set day = excluded.day, value = excluded.value, stamp = excluded.stamp
where chain_end.day <= excluded.day

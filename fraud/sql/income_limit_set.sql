-- Sets it. $1 county, $2 year, $3 fen a head, $4 reason, $5 account. Columns: none. Index: income_limit primary key.
insert into income_limit (county_code, year, fen_a_head, reason, set_by)
values ($1::text, $2::bigint, $3::bigint, $4::text, $5::bigint)
on conflict on constraint income_limit_pkey do update set fen_a_head = excluded.fen_a_head, reason = excluded.reason, set_by = excluded.set_by, set_at = now()

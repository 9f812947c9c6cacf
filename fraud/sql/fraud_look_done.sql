-- A county was looked at. $1 county, $2 by which limit of income a head, $3 who says it. Columns: none.
insert into fraud_look (county_code, looked_at, fen_a_head, limit_from)
values ($1::text, now(), $2::bigint, $3::text)
on conflict on constraint fraud_look_pkey do update set looked_at = now(), fen_a_head = excluded.fen_a_head, limit_from = excluded.limit_from

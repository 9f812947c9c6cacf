-- A county was looked at. $1 county. Columns: none.
insert into fraud_look (county_code, looked_at)
values ($1, now())
on conflict on constraint fraud_look_pkey do update set looked_at = now()

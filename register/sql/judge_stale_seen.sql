-- A county's links are to be judged by this. $1 county, $2 when its list was changed, $3 dossiers in force. Columns: none.
insert into register_seen (county_code, listed_at, dossiers)
values ($1::text, $2::timestamptz, $3::bigint)
on conflict on constraint register_seen_pkey do update set listed_at = excluded.listed_at, dossiers = excluded.dossiers

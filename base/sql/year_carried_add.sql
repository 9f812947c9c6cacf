-- Carries on over a year what stood at its end. $1 year, $2 what each is, $3 keys, $4 counties, $5 fen, $6 digests (null: it is fen), $7 stamp key. Columns: none.
insert into year_carried (year, what, key, county_code, fen, digest, stamp)
select c.year, c.what, c.key, c.county_code, c.fen, c.digest, row_stamp($7::bytea, record_send(row('year_carried'::text, c.what, c.key, c.county_code, c.year, c.fen, c.digest)))
from (select $1::int as year, d.what, d.key, d.county_code, case when d.digest is null then d.fen end as fen, d.digest
      from (select unnest($3::text[]) as key, unnest($4::text[]) as county_code, unnest($2::text[]) as what, unnest($5::bigint[]) as fen, unnest($6::text[]) as digest) d) c

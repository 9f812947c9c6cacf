-- An organisation is told of a paper. $1 county, $2 organisation, $3 kind, $4 number, $5 last day, $6 days before it. Columns: days (no row = somebody has told it). Index: paper_warning primary key.
insert into paper_warning (county_code, organisation_id, kind, number, expires_on, days)
values ($1::text, $2::bigint, $3::text, $4::text, $5::date, $6::bigint)
on conflict on constraint paper_warning_pkey do nothing
returning days

-- Begins a form for a producer. $1 id, $2 producer, $3 listing or null, $4 title, $5 step, $6 content, $7 account.
-- Columns: none. Index: organisation primary key.
insert into listing_form (id, county_code, producer_id, listing_id, title, step, content, created_by, saved_by)
select $1::bigint, o.county_code, o.id, $3::bigint, $4::text, $5::text, $6::jsonb, $7::bigint, $7::bigint
from organisation o
where o.id = $2::bigint

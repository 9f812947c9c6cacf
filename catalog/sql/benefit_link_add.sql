-- Rows for links that have none, as free. $1 stamp key, $2 ids, $3 counties, $4 households, $5 producers. Columns: none. Index: benefit_link_unique.
insert into benefit_link (id, county_code, household_id, producer_id, stamp)
select n.id, n.county_code, n.household_id, n.producer_id,
       row_stamp($1::bytea, record_send(row('benefit_link'::text, n.id, n.county_code, n.household_id, n.producer_id, now())))
from (select unnest($2::bigint[]) as id, unnest($3::text[]) as county_code, unnest($4::bigint[]) as household_id, unnest($5::bigint[]) as producer_id) n
on conflict do nothing

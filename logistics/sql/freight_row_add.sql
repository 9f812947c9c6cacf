-- A county's freight rows. $1 county code, $2 region prefixes, $3 first grams, $4 their fen, $5 step grams, $6 their fen, $7 deliverable. Columns: none.
insert into freight_row (county_code, region_prefix, first_g, first_fen, step_g, step_fen, deliverable)
select $1::text, n.region_prefix, n.first_g, n.first_fen, n.step_g, n.step_fen, n.deliverable
from (select unnest($2::text[]) as region_prefix, unnest($3::bigint[]) as first_g, unnest($4::bigint[]) as first_fen, unnest($5::bigint[]) as step_g,
             unnest($6::bigint[]) as step_fen, unnest($7::boolean[]) as deliverable) n

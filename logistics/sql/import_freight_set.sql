-- Freight as a file says it; a row that is there is replaced.
-- $1 counties, $2 prefixes of the destination ('' = default), $3 first grams, $4 their fen, $5 step in grams, $6 its fen, $7 deliverable.
-- Columns: key (county and prefix, a stroke between), is_new. Rows are those that are new or changed. Index: freight_row primary key.
insert into freight_row (county_code, region_prefix, first_g, first_fen, step_g, step_fen, deliverable)
select county_code, region_prefix, first_g, first_fen, step_g, step_fen, deliverable
from (select unnest($1::text[]) as county_code, unnest($2::text[]) as region_prefix, unnest($3::bigint[]) as first_g, unnest($4::bigint[]) as first_fen,
             unnest($5::bigint[]) as step_g, unnest($6::bigint[]) as step_fen, unnest($7::boolean[]) as deliverable) t
on conflict (county_code, region_prefix) do update
set first_g = excluded.first_g, first_fen = excluded.first_fen, step_g = excluded.step_g, step_fen = excluded.step_fen,
    deliverable = excluded.deliverable
where (freight_row.first_g, freight_row.first_fen, freight_row.step_g, freight_row.step_fen, freight_row.deliverable)
    is distinct from (excluded.first_g, excluded.first_fen, excluded.step_g, excluded.step_fen, excluded.deliverable)
returning county_code || '/' || region_prefix as key, xmax = 0 as is_new

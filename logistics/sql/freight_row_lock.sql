-- Holds a county's freight rows until the transaction ends. $1 county code. Columns: region_prefix, first_g, first_fen, step_g, step_fen, deliverable.
-- Index: freight_row primary key.
select f.region_prefix, f.first_g, f.first_fen, f.step_g, f.step_fen, f.deliverable
from freight_row f
where f.county_code = $1
order by f.region_prefix
for update

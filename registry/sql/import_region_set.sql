-- Regions as a file says them; one that is there takes the new name and parent.
-- $1 codes, $2 levels, $3 parents' codes, $4 names, $5 pickable. Columns: key (code and level, a stroke between), is_new. Rows are those that are new or changed.
-- Index: region primary key.
insert into region (code, level, parent_code, name, pickable)
select code, level, parent_code, name, pickable
from (select unnest($1::text[]) as code, unnest($2::bigint[]) as level, unnest($3::text[]) as parent_code, unnest($4::text[]) as name,
             unnest($5::boolean[]) as pickable) t
on conflict (code, level) do update
set parent_code = excluded.parent_code, name = excluded.name, pickable = excluded.pickable, valid_to = null
where (region.parent_code, region.name, region.pickable) is distinct from (excluded.parent_code, excluded.name, excluded.pickable) or region.valid_to is not null
returning code || '/' || level as key, xmax = 0 as is_new

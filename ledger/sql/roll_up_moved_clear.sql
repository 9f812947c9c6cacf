-- Forgets which households' months have changed, but for some. $1 households, $2 months, $3 kinds. Columns: none. Reads all of household_moved: what has changed since the board last told of it.
delete from household_moved m
where not exists (select 1 from (select unnest($1::bigint[]) as household_id, unnest($2::text[]) as month, unnest($3::text[]) as kind) k where k.household_id = m.household_id and k.month = m.month and k.kind = m.kind)

-- Whether there is a region in force below one. $1 code, $2 its level. Columns: below. Index: region_parent.
select exists (select from region where parent_code = $1 and level = $2::bigint + 1 and valid_to is null) as below

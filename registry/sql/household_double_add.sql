-- Notes that households have a person in common, a row for either. $1 households, $2 their counties, $3 others, $4 their counties, $5 the persons' numbers in the household, $6 whether it came later,
-- $7 stamp key. Columns: none.
insert into household_double (household_id, county_code, other_household_id, other_county_code, member_no, is_later, found_at, stamp)
select n.household_id, n.county_code, n.other_household_id, n.other_county_code, n.member_no, n.is_later, n.found_at,
    row_stamp($7::bytea, record_send(row('household_double'::text, n.household_id, n.county_code, n.other_household_id, n.other_county_code, n.member_no, n.is_later, n.found_at)))
from (select unnest($1::bigint[]) as household_id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as other_household_id, unnest($4::text[]) as other_county_code,
          unnest($5::bigint[])::int as member_no, unnest($6::boolean[]) as is_later, now() as found_at) n
on conflict on constraint household_double_pkey do nothing

-- What a household said. $1 id, $2 county, $3 household, $4 kind, $5 given, $6 way, $7 reference, $8 photo (null = none), $9 who writes it down, $10 stamp key. Columns: none.
insert into household_consent (id, county_code, household_id, kind, given, way, reference, scan_id, account_id, at, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::text, $5::boolean, $6::text, $7::text, $8::bigint, $9::bigint, now(),
    row_stamp($10::bytea, record_send(row('household_consent'::text, $1::bigint, $2::text, $3::bigint, $4::text, $5::boolean, $6::text, $7::text, $8::bigint, $9::bigint, now()))))

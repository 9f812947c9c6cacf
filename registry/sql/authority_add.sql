-- Records who may act for a household. $1 id, $2 county, $3 village, $4 household, $5 account, $6 relation, $7 scope, $8 first day, $9 last day, $10 kind of the consent,
-- $11 its number, $12 its day, $13 who took it, $14 photo (0 = none), $15 who records it. Columns: none.
insert into proxy_authority (id, county_code, village_code, household_id, account_id, relation, scope, begins_on, ends_on, consent_kind, consent_no, consent_on, consent_by,
    scan_id, recorded_by)
values ($1, $2, $3, $4, $5, $6, $7::text[], $8::text::date, $9::text::date, $10, $11, $12::text::date, $13, nullif($14::bigint, 0), $15)

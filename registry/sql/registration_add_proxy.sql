-- Registers a household without a phone. $1 id, $2 county, $3 village, $4 household, $5 kind of its consent, $6 its number, $7 its day, $8 who took it, $9 photo (0 = none),
-- $10 who registers. Columns: none.
insert into registration (id, county_code, place_code, kind, household_id, consent_kind, consent_no, consent_on, consent_by, scan_id, recorded_by, state)
values ($1, $2, $3, 'household', $4, $5, $6, $7::text::date, $8, nullif($9::bigint, 0), $10, 'granted')

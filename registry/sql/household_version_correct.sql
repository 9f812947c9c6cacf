-- The version that holds from today on, as it was corrected here. $1 id, $2 county, $3 household, $4 the version before, $5 facts, $6 their hash, $7 what the register itself said, $8 its hash,
-- $9 stamp key. Columns: none. Index: household_version primary key.
insert into household_version (id, county_code, household_id, valid_from, change_no, snapshot_id, facts_sealed, facts_hash, said_sealed, said_hash, read_at, stamp)
select $1::bigint, $2::text, $3::bigint, n.valid_from, n.change_no, n.snapshot_id, $5::bytea, $6::bytea, $7::bytea, $8::bytea, now(),
    row_stamp($9::bytea, record_send(row('household_version'::text, $1::bigint, $2::text, $3::bigint, n.valid_from, n.change_no, n.snapshot_id, now())))
from (select greatest(v.valid_from, (now() at time zone 'Asia/Shanghai')::date) as valid_from, v.change_no, v.snapshot_id
      from household_version v
      where v.id = $4::bigint) n

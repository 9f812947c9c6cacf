-- The versions that hold from now on. $1 run, $2 after line, $3 to line, $4 stamp key, $5 snapshot ('' = with the feed). Columns: none. Index: household_stage primary key.
insert into household_version (id, county_code, household_id, valid_from, change_no, snapshot_id, facts_sealed, facts_hash, said_sealed, said_hash, read_at, stamp)
select s.version_id, s.county_code, s.household_id, s.valid_from, s.change_no, $5::text, s.facts_sealed, s.facts_hash, s.said_sealed, s.said_hash, now(),
       row_stamp($4::bytea, record_send(row('household_version'::text, s.version_id, s.county_code, s.household_id, s.valid_from, s.change_no, $5::text, now())))
from household_stage s
where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what in ('new', 'changed')

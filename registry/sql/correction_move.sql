-- Moves a request for a correction. $1 id, $2 from, $3 to, $4 who looked first (0 = leave it), $5 who decides (0 = nobody does), $6 the answer, $7 stamp key.
-- Columns: id (no row when it is not in that state). Index: household_correction primary key.
update household_correction t
set state = $3::text, checked_by = coalesce(nullif($4::bigint, 0), t.checked_by), decided_by = nullif($5::bigint, 0),
    decided_at = case when $3::text = 'checked' then null else now() end, answer = $6::text,
    stamp = row_stamp($7::bytea, record_send(row('household_correction'::text, t.id, t.county_code, t.village_code, t.household_id, t.field, t.member_no, t.scan_id, t.asked_as, t.asked_by,
        t.asked_at, t.due_on, coalesce(nullif($4::bigint, 0), t.checked_by), nullif($5::bigint, 0), case when $3::text = 'checked' then null else now() end, $6::text, $3::text)))
where t.id = $1 and t.state = $2::text
returning t.id

-- Verdicts that stand from now on, with the snapshot and change that were known. $1 stamp key, $2 ids, $3 counties, $4 households, $5 producers, $6 versions, $7 rules, $8 verdicts, $9 the verdict
-- before it that failed in the same rules (0 = none): what somebody said of that holds of this.
-- Columns: none. Index: register_verdict_now, household_version primary key.
insert into register_verdict (id, county_code, household_id, producer_id, version_id, snapshot_id, change_no, rules, verdict, judged_at, cleared_at, cleared_by, cleared_reason, stamp)
select w.id, w.county_code, w.household_id, w.producer_id, w.version_id, w.snapshot_id, w.change_no, w.rules, w.verdict, now(),
       w.cleared_at, w.cleared_by, coalesce(w.cleared_reason, ''),
       row_stamp($1::bytea, record_send(row('register_verdict'::text, w.id, w.county_code, w.household_id, w.producer_id, w.version_id, w.snapshot_id, w.change_no, w.rules,
           w.verdict, now())))
from (select t.id, t.county_code, t.household_id, t.producer_id, t.version_id, t.rules, t.verdict, c.cleared_at, c.cleared_by, c.cleared_reason,
             coalesce(nullif(v.snapshot_id, ''), (select s.snapshot_id from register_state s)) as snapshot_id,
             greatest(v.change_no, (select s.change_no from register_state s)) as change_no
      from (select unnest($2::bigint[]) as id, unnest($3::text[]) as county_code, unnest($4::bigint[]) as household_id, unnest($5::bigint[]) as producer_id,
                   unnest($6::bigint[]) as version_id, unnest($7::text[]) as rules, unnest($8::text[]) as verdict, unnest($9::bigint[]) as alike_id) t
      left join household_version v on v.id = t.version_id and v.county_code = t.county_code
      left join register_verdict c on c.id = t.alike_id and c.county_code = t.county_code) w
on conflict do nothing

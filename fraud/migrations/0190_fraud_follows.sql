-- What follows a flag that is confirmed: nothing, its link is held, or its household suspended. It decides what is withheld, so it is stamped.

-- A default given with the column would rewrite a row that stamp_bytes() reads.
alter table fraud_flag add column follows text;
alter table fraud_flag alter column follows set default 'nothing';
-- Those that were raised before get a stamp of all that with this migration.
update fraud_flag set follows = 'nothing', stamp = null;
alter table fraud_flag alter column follows set not null;
alter table fraud_flag add constraint fraud_flag_follows
    check (follows = 'nothing' or state = 'confirmed' and (follows = 'household' and household_id > 0 or follows = 'link' and household_id > 0 and organisation_id > 0));
create or replace function stamp_bytes(t fraud_flag) returns bytea language sql stable
    return record_send(row('fraud_flag'::text, t.id, t.county_code, t.kind, t.household_id, t.organisation_id, t.mark, t.evidence, t.raised_at, t.found_at, t.decided_at, t.decided_by, t.reason, t.follows));
grant update (follows) on fraud_flag to mall_app;
create index fraud_flag_follows on fraud_flag (county_code, household_id, organisation_id) where follows = 'link';

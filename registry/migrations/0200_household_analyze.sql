-- The planner's figures of what a snapshot has just filled: without them a million new rows are taken for none, and each is looked for among all others one by one.
-- Only a table's owner may.
create function household_analyze() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze household_stage, household_stage_member, household, household_member, household_version;
end $$;
revoke execute on function household_analyze() from public;
grant execute on function household_analyze() to mall_app;

-- What is sealed has nothing left to compress; trying to costs time with each row.
alter table household_version alter column facts_sealed set storage external;
alter table household_stage alter column facts_sealed set storage external;

-- The stage is filled, read once and emptied: looking it over while it fills is for nothing, sweeping up what changes leave behind is not.
alter table household_stage set (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 1000000);
alter table household_stage_member set (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 1000000);

-- The planner's figures of what a snapshot has just filled: without them a million new rows are taken for none, and each is looked for among all others one by one.
-- Only a table's owner may.
create function household_analyze() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze household_stage, household_stage_member, household, household_member, household_version;
end $$;
revoke execute on function household_analyze() from public;
grant execute on function household_analyze() to mall_app;

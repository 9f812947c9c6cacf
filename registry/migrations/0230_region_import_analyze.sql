-- The planner's figures of a file of regions that has just been read in: without them 620,000 rows are taken for some thousand, and each row's parent is looked for
-- among all others one by one. Only a table's owner may.
create function region_import_analyze() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze region_import;
end $$;
revoke execute on function region_import_analyze() from public;
grant execute on function region_import_analyze() to mall_app;

-- Where each table lies when the database is spread over several machines: read by keys.sql and distribute.sql. A new table of a county needs no line
-- here; any other does, and both scripts end with its name when there is none.
--   county      by its county: the tables below have their rows of one county on one machine, next to each other
--   key         by a column of its own: a person's things, found by the person
--   reference   a copy on every machine: small, read beside everything, written seldom
--   local       on the coordinator alone: of the program, of the platform, or one row for all counties
create temporary table place (table_name text primary key, kind text not null check (kind in ('county', 'key', 'reference', 'local')), spread_by text);

insert into place (table_name, kind) values
    ('region', 'reference'), ('listed_county', 'reference'), ('product_country', 'reference'), ('region_past', 'reference'), ('region_coming', 'reference'), ('region_beginning', 'reference'), ('year_away', 'reference'), ('organisation', 'reference'), ('account', 'reference'), ('role_grant', 'reference'), ('password', 'reference'), ('program', 'reference'), ('program_key', 'reference'), ('second_factor', 'reference'), ('second_spare', 'reference');

insert into place (table_name, kind, spread_by) values
    ('session', 'key', 'token_hash'), ('idempotency_key', 'key', 'account_id'), ('address', 'key', 'account_id'), ('cart_line', 'key', 'account_id'), ('reading_count', 'key', 'account_id'),
    ('unique_value', 'key', 'value');

insert into place (table_name, kind) values
    ('schema_migration', 'local'), ('id_maker', 'local'), ('timed_run', 'local'), ('worker_beat', 'local'), ('audit_report', 'local'),
    ('stamp_key', 'local'), ('key_check', 'local'), ('code_key', 'local'), ('rekey_table', 'local'), ('chain_day', 'local'), ('chain_end', 'local'), ('ledger_day', 'local'), ('ledger_day_sum', 'local'), ('audit_proof', 'local'), ('journal_follower', 'local'), ('sale_total', 'local'), ('sale_wait', 'local'),
    ('board_edition', 'local'), ('board_cell', 'local'), ('board_making', 'local'), ('provider_bill', 'local'), ('provider_bill_row', 'local'), ('provider_event', 'local'),
    ('region_import', 'local'), ('import_run', 'local'), ('import_fault', 'local'), ('import_upload', 'local'), ('import_upload_fault', 'local'), ('import_upload_row', 'local'),
    ('export_run', 'local'), ('stored_part', 'local'), ('login_code', 'local'), ('login_ask', 'local'),
    ('program_call', 'local'), ('sms_message', 'local'), ('sms_budget', 'local'), ('partition_rule', 'local'), ('partition_away', 'local'),
    ('register_run', 'local'), ('register_fault', 'local'), ('register_state', 'local');

insert into place (table_name, kind, spread_by)
select c.relname, 'county', a.attname
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attname in ('county_code', 'shard_key') and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
on conflict (table_name) do nothing;

do $$
declare
    stray text;
begin
    select string_agg(c.relname, ', ' order by c.relname) into stray
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not exists (select from place p where p.table_name = c.relname);
    if stray is not null then
        raise exception 'no place is said for: %', stray using hint = 'ops/citus/places.sql';
    end if;
    select string_agg(p.table_name, ', ' order by p.table_name) into stray from place p where to_regclass('public.' || p.table_name) is null;
    if stray is not null then
        raise exception 'there is no table: %', stray using hint = 'ops/citus/places.sql';
    end if;
end
$$;

-- Every change with who did it and for whom. Moves of states have their log, looks and roles their trail: both now say in which request they were made and for which household. What else people
-- change - edits, settings, imports, words of a person that move no state - has its row in change_trail, with what was there before and after.

alter table state_log add column request_id text, add column on_behalf_of bigint not null default 0;
alter table state_log add constraint state_log_request check (request_id is not null or on_behalf_of = 0);
-- A move that was made in no request of a person is stamped as all were before.
create or replace function stamp_bytes(t state_log) returns bytea language sql stable
    return case when t.request_id is null
        then record_send(row('state_log'::text, t.id, t.shard_key, t.machine, t.object_id, t.from_state, t.to_state, t.actor_id, t.reason, t.at))
        else record_send(row('state_log'::text, t.id, t.shard_key, t.machine, t.object_id, t.from_state, t.to_state, t.actor_id, t.reason, t.at, t.request_id, t.on_behalf_of)) end;
create index state_log_county on state_log (shard_key, id) where actor_id > 2;
create index state_log_behalf on state_log (on_behalf_of, id) where on_behalf_of > 0;

create table change_trail (
    id           bigint primary key,
    shard_key    text not null,              -- county of what was changed; '' = of none
    actor_id     bigint not null,            -- account; 0 = the program, or a command on the server
    actor_kind   text not null check (actor_kind in ('person', 'machine', 'command', 'system')),
    session_id   bigint not null,            -- 0 = none
    on_behalf_of bigint not null,            -- household for which the actor did it; 0 = for himself
    request_id   text not null,              -- also in the log
    subject      text not null,              -- kind of thing
    subject_id   bigint not null,            -- 0 = it has a word only
    subject_key  text not null,              -- that word; '' = it has an id
    action       text not null,
    before       jsonb,                      -- what was there of what changed, masked; null = it was not there
    after        jsonb,                      -- what is there now; null = it is not there any more
    reason       text not null,
    at           timestamptz not null default now(),
    stamp        bytea not null
);
create index change_trail_county on change_trail (shard_key, id);
create index change_trail_actor on change_trail (actor_id, id);
create index change_trail_subject on change_trail (subject_id, id);
create index change_trail_behalf on change_trail (on_behalf_of, id) where on_behalf_of > 0;
select partition_begin('change_trail', 'id', 'year', null);
grant select, insert on change_trail to mall_app;
create function stamp_bytes(t change_trail) returns bytea language sql stable
    return record_send(row('change_trail'::text, t.id, t.shard_key, t.actor_id, t.actor_kind, t.session_id, t.on_behalf_of, t.request_id, t.subject, t.subject_id, t.subject_key,
        t.action, t.before, t.after, t.reason, t.at));
grant execute on function stamp_bytes(change_trail) to mall_app;

-- A year that was taken out before its table got a column comes back with it.
create or replace function partition_attach(of_year int) returns bigint language plpgsql set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
    one record;
    late record;
    done bigint := 0;
begin
    for one in delete from partition_away where year = of_year returning table_name, bound loop
        for late in
            select a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) as fallback
            from pg_attribute a
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = ('public.' || quote_ident(one.table_name))::regclass and a.attnum > 0 and not a.attisdropped
              and not exists (select from pg_attribute b where b.attrelid = ('public.' || quote_ident(one.table_name || '_y' || of_year))::regclass and b.attname = a.attname and not b.attisdropped)
        loop
            execute format('alter table public.%I add column %I %s%s%s', one.table_name || '_y' || of_year, late.attname, late.type,
                coalesce(' default ' || late.fallback, ''), case when late.attnotnull then ' not null' else '' end);
        end loop;
        execute format('alter table public.%I attach partition public.%I %s', one.table_name, one.table_name || '_y' || of_year, one.bound);
        done := done + 1;
    end loop;
    return done;
end
$$;

-- A look, a role given, an account locked: in which request, and for which household. Rows of before are stamped as they were.
drop function stamp_bytes(access_trail);
alter table access_trail add column request_id text, add column on_behalf_of bigint not null default 0;
alter table access_trail add constraint access_trail_request check (request_id is not null or on_behalf_of = 0);
create function stamp_bytes(t access_trail) returns bytea language sql stable
    return case when t.request_id is null
        then record_send(row('access_trail'::text, t.id, t.account_id, t.purpose, t.subject, t.subject_id, t.fields, t.at, t.county_code))
        else record_send(row('access_trail'::text, t.id, t.account_id, t.purpose, t.subject, t.subject_id, t.fields, t.at, t.county_code, t.request_id, t.on_behalf_of)) end;
grant execute on function stamp_bytes(access_trail) to mall_app;
create index access_trail_behalf on access_trail (on_behalf_of, id) where on_behalf_of > 0;

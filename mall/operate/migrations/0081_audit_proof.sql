-- Which kind of run a report is of; what full runs that found nothing have proved, so that nightly ones begin there.
alter table audit_report add column kind text not null default 'full' check (kind in ('full', 'nightly'));
alter table audit_report alter column kind drop default;
alter table audit_report add column since_at timestamptz;   -- null = at everything

create table audit_proof (
    report_id bigint primary key,
    began_at  timestamptz not null,
    day       date,                          -- the newest closed day of the journal then; null = there was none
    chain     bytea,                         -- and its value
    stamp     bytea
);
grant select, insert on audit_proof to mall_app;
create function stamp_bytes(t audit_proof) returns bytea language sql stable
    return record_send(row('audit_proof'::text, t.report_id, t.began_at, t.day, t.chain));
grant execute on function stamp_bytes(audit_proof) to mall_app;

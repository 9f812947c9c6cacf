-- 128 auditors of the county :county who are signed in, as one alone would not look up so many people a day: the token of auditor n is 'bench-officer-' || n, filled up with x to
-- 43 characters. Run by a superuser.
insert into account (id, phone_hash, phone_sealed, display_name)
select 1000900 + n, sha256(('bench-officer-' || n)::bytea), '\x00', '压测审核员' from generate_series(1, 128) n;
insert into role_grant (id, account_id, role, region_code, granted_by)
select (select max(id) from role_grant) + n, 1000900 + n, 'county_auditor', :'county', 0 from generate_series(1, 128) n;
insert into session (token_hash, account_id, session_id, expires_at, second_at)
select sha256(rpad('bench-officer-' || n, 43, 'x')::bytea), 1000900 + n, 8900000 + n, now() + interval '1 day', now() from generate_series(1, 128) n;

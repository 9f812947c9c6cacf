-- Keeps what the checks found. $1 id, $2 account (0 = by command), $3 passed, $4 failed, $5 checks (JSON), $6 when they began, microseconds since 1970, $7 kind,
-- $8 from when on it looked, Unix milliseconds (0 = at everything). Columns: none.
insert into audit_report (id, account_id, passed, failed, checks, began_at, kind, since_at)
values ($1, $2, $3, $4, $5::text::jsonb, timestamptz 'epoch' + $6::bigint * interval '1 microsecond', $7, timestamptz 'epoch' + nullif($8::bigint, 0) * interval '1 millisecond')

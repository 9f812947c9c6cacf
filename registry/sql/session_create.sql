-- Begins a session. $1 SHA-256 of the token, $2 account, $3 hours until it ends, $4 device, $5 network, $6 its number, $7 hours until it ends for who works here
-- (has a role of any kind but a household's). Columns: none. Index: role_grant_once by account.
insert into session (token_hash, account_id, expires_at, device, network, session_id)
values ($1, $2, now() + make_interval(hours => (case when exists (
        select from role_grant r
        where r.account_id = $2 and r.role <> 'household' and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now())
            and (r.expires_at is null or r.expires_at > now()) and not r.awaits_second
    ) then least($3::bigint, $7::bigint) else $3::bigint end)::int), $4::text, $5::text, $6::bigint)

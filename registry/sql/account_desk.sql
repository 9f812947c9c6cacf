-- An account for its operators. $1 id. Columns: account_id, display_name, _phone (sealed), state, created_at, open_sessions, signed_in_at. Index: account primary key,
-- session_account.
select a.id as account_id, a.display_name, a.phone_sealed as _phone, a.state, a.created_at,
    (select count(*) from session s where s.account_id = a.id and s.revoked_at is null and s.expires_at > now()) as open_sessions,
    (select max(s.created_at) from session s where s.account_id = a.id) as signed_in_at
from account a
where a.id = $1

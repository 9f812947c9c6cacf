-- Accounts by their phones. $1 hashes of phones as hexadecimal text. Columns: key (that text), id, text (its roles in force, a comma between).
-- Index: account_phone_unique, role_grant_once by account.
select encode(a.phone_hash, 'hex') as key, a.id,
    coalesce((select string_agg(g.role, ',') from role_grant g
              where g.account_id = a.id and g.valid_to is null and (g.expires_at is null or g.expires_at > now())), '') as text
from account a
where a.phone_hash = any (select decode(h, 'hex') from unnest($1::text[]) as t (h))

-- A key that somebody calls with. $1 its digest, $2 the address it comes from. Columns: key_id, program_id, state, region_code, scopes, revoked, expired,
-- address_fits, unseen (its use was not noted within the last minute). Index: program_key_digest, program primary key.
select k.id as key_id, p.id as program_id, p.state, p.region_code, p.scopes, k.revoked_at is not null as revoked, k.expires_at <= now() as expired,
    p.addresses = '' or exists (select from unnest(string_to_array(p.addresses, ' ')) a where $2::text::inet <<= a::inet) as address_fits,
    coalesce(k.last_used_at < now() - interval '1 minute', true) as unseen
from program_key k
join program p on p.id = k.program_id
where k.digest = $1

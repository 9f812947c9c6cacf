-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with households as (
    update household t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), household_members as (
    update household_member t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), household_versions as (
    update household_version t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where $2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t))
    returning 1
), household_consents as (
    update household_consent t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where $2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t))
    returning 1
), household_corrections as (
    update household_correction t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), household_notes as (
    update household_note t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where $2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t))
    returning 1
), organisations as (
    update organisation t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), region_moves as (
    update region_move t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), role_grants as (
    update role_grant t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), passwords as (
    update password t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), programs as (
    update program t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), program_keys as (
    update program_key t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), access_trails as (
    update access_trail t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), authorities as (
    update proxy_authority t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), registrations as (
    update registration t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
)
select sum(n)::bigint as stamped
from (select count(*) as n from households union all select count(*) from household_members
      union all select count(*) from household_versions union all select count(*) from household_consents union all select count(*) from household_corrections union all select count(*) from household_notes union all select count(*) from organisations union all select count(*) from region_moves
      union all select count(*) from role_grants union all select count(*) from passwords union all select count(*) from programs
      union all select count(*) from program_keys union all select count(*) from access_trails union all select count(*) from authorities union all select count(*) from registrations) c

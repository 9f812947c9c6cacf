-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with dossiers as (
    update dossier t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), papers as (
    update dossier_paper t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), shares as (
    update dossier_share t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), decisions as (
    update dossier_decision t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), objections as (
    update dossier_objection t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
)
select sum(n)::bigint as stamped
from (select count(*) as n from dossiers union all select count(*) from papers union all select count(*) from shares union all select count(*) from decisions union all select count(*) from objections) c

-- Stamps a dossier, its papers and shareholders as they are now. $1 stamp key, $2 dossier. Columns: none. Index: primary keys.
with papers as (
    update dossier_paper t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.dossier_id = $2::bigint
), shares as (
    update dossier_share t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.dossier_id = $2::bigint
)
update dossier t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = $2

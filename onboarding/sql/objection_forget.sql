-- Who objected to a dossier, and how they are reached, is not known any more. $1 dossier. Columns: none. Index: dossier_objection_dossier.
update dossier_objection
set contact_sealed = null
where dossier_id = $1 and contact_sealed is not null

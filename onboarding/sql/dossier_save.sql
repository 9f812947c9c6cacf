-- Fills a dossier that is with its applicant. $1 id, $2 kind, $3 name, $4 credit code, $5 township, $6 village, $7 what it sells, $8 whether that needs a food
-- permit, $9 legal person's name, $10 identity number, $11 bank account, $12 contact (sealed, null = empty), $13 whether it says that nobody has a share. Columns: revision. Index: dossier primary key.
update dossier
set kind = $2, name = $3, uscc = $4, township_code = $5, village_code = $6, sells = $7, processed = $8, legal_name_sealed = $9, legal_id_sealed = $10,
    bank_sealed = $11, contact_sealed = $12, no_shareholders = $13, revision = revision + 1, touched_at = now(), forgotten_at = null
where id = $1
returning revision

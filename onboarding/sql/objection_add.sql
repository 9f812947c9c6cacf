-- An objection. $1 id, $2 county, $3 dossier, $4 round, $5 account (0 = none), $6 text, $7 contact (sealed), $8 stamp key. Columns: none.
insert into dossier_objection (id, county_code, dossier_id, round, account_id, text_sealed, contact_sealed, created_at, stamp)
values ($1, $2, $3, $4, nullif($5::bigint, 0), $6, $7, now(), row_stamp($8::bytea, record_send(row('dossier_objection'::text, $1::bigint, $2::text, $3::bigint,
    $4::bigint, nullif($5::bigint, 0), now()))))

-- What a desk decided. $1 id, $2 county, $3 dossier, $4 round, $5 step, $6 decision, $7 who, $8 note, $9 faults as JSON, $10 stamp key. Columns: none.
insert into dossier_decision (id, county_code, dossier_id, round, step, decision, account_id, note, faults, decided_at, stamp)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, now(), row_stamp($10::bytea, record_send(row('dossier_decision'::text, $1::bigint, $2::text, $3::bigint, $4::bigint,
    $5::text, $6::text, $7::bigint, $8::text, ($9::jsonb)::text, now()))))

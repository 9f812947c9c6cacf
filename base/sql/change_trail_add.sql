-- Writes what somebody changed. $1 id, $2 county ('' = of none), $3 actor, $4 kind of actor, $5 session, $6 household for which, $7 request, $8 subject, $9 its id,
-- $10 its word, $11 action, $12 before, $13 after (null = not there), $14 reason, $15 stamp key. Columns: none.
insert into change_trail (id, shard_key, actor_id, actor_kind, session_id, on_behalf_of, request_id, subject, subject_id, subject_key, action, before, after, reason, at, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::text, $5::bigint, $6::bigint, $7::text, $8::text, $9::bigint, $10::text, $11::text, $12::text::jsonb, $13::text::jsonb,
        $14::text, now(),
        row_stamp($15::bytea, record_send(row('change_trail'::text, $1::bigint, $2::text, $3::bigint, $4::text, $5::bigint, $6::bigint, $7::text, $8::text, $9::bigint,
            $10::text, $11::text, $12::text::jsonb, $13::text::jsonb, $14::text, now()))))

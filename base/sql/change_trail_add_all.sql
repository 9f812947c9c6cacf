-- Writes what somebody changed of many things at once. $1 ids, $2 counties ('' = of none), $3 actor, $4 kind of actor, $5 session, $6 household for which, $7 request, $8 subject,
-- $9 its ids, $10 its words, $11 action, $12 before, $13 after (null = not there), $14 reason, $15 stamp key. Columns: none.
insert into change_trail (id, shard_key, actor_id, actor_kind, session_id, on_behalf_of, request_id, subject, subject_id, subject_key, action, before, after, reason, at, stamp)
select n.id, n.shard_key, $3::bigint, $4::text, $5::bigint, $6::bigint, $7::text, $8::text, n.subject_id, n.subject_key, $11::text, n.before::jsonb, n.after::jsonb, $14::text, now(),
       row_stamp($15::bytea, record_send(row('change_trail'::text, n.id, n.shard_key, $3::bigint, $4::text, $5::bigint, $6::bigint, $7::text, $8::text, n.subject_id,
           n.subject_key, $11::text, n.before::jsonb, n.after::jsonb, $14::text, now())))
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as shard_key, unnest($9::bigint[]) as subject_id, unnest($10::text[]) as subject_key,
             unnest($12::text[]) as before, unnest($13::text[]) as after) n

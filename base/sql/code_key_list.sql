-- The keys of codes. Columns: purpose, key_id, secret_sealed, left_at_ms (null: its master is in use).
select c.purpose, c.key_id, c.secret_sealed, (extract(epoch from k.left_at) * 1000)::bigint as left_at_ms
from code_key c
join key_check k on k.key_id = c.key_id
order by c.key_id desc, c.purpose

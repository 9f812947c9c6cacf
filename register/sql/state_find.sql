-- How far the register is known. Columns: snapshot_id, snapshot_at, change_no, changed_at, asked_at, trouble, trouble_began_at, quiet_s (since the register answered, null = never).
select snapshot_id, snapshot_at, change_no, changed_at, asked_at, trouble, trouble_since as trouble_began_at, extract(epoch from now() - asked_at)::bigint as quiet_s
from register_state

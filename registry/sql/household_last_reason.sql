-- Why a household stands where it does: the reason of its last move. $1 household, $2 county. Columns: reason (no row: it never moved). Index: state_log_object.
select reason
from state_log
where object_id = $1 and machine = 'household' and shard_key = $2
order by id desc
limit 1

-- Lines were compared again. $1 lines, $2 reasons and $3 verdicts of each (a comma between), $4 snapshot and $5 change of the register that were known. Columns: none. Index: payout primary key.
update payout t
set reasons = string_to_array(n.reasons, ','), verdicts = string_to_array(n.verdicts, ',')::bigint[], snapshot_id = $4::text, change_no = $5::bigint, compared_at = now()
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as reasons, unnest($3::text[]) as verdicts) n
where t.id = n.id

-- Sealed payees of payouts as they stand, in order. $1 id to begin after, $2 limit. Binary columns: row, part, payee_sealed. Index: payout primary key.
select id as row, 0::bigint as part, payee_sealed
from payout
where id > $1
order by id
limit $2

-- Sealed secrets of second factors as they stand, in order. $1 account to begin after, $2 limit. Index: second_factor primary key.
-- Binary columns: row, part, secret_sealed.
select account_id as row, 0::bigint as part, secret_sealed
from second_factor
where account_id > $1
order by account_id
limit $2

-- One batch at a time decides for a buyer, until the transaction ends. $1 buyers. Taken in the order of their ids by all batches, before they lock stock.
-- Columns: account_id. Index: account primary key.
select a.id as account_id
from account a
where a.id = any ($1::bigint[])
order by a.id
for no key update

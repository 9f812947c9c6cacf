-- One refund at a time of what a seller has, until the transaction ends. $1 organisation. Columns: organisation_id. Index: organisation primary key.
select p.id as organisation_id
from organisation p
where p.id = $1
for no key update

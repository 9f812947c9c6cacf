-- Whoever opens personal fields waits for the same person's other openings. $1 account. Columns: id. Index: account primary key.
select id
from account
where id = $1
for no key update

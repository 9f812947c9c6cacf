-- Keeps the sums as they are until the transaction's end: runs of the roll-up wait. $1 reader. Columns: floor_id. Index: journal_follower primary key.
select floor_id
from journal_follower
where name = $1::text
for update

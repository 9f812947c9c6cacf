-- Begins to read the journal on, alone until the transaction's end. $1 reader. Columns: floor_id (behind which transfers are to be read), xid (of this transaction).
-- Index: journal_follower primary key.
select floor_id, pg_current_xact_id()::text as xid
from journal_follower
where name = $1::text
for update

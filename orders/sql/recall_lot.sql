-- A lot's state, which stays so until the transaction ends. $1 lot. Columns: state, trace_code. Index: lot primary key.
select t.state, t.trace_code
from lot t
where t.id = $1
for share

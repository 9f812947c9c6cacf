-- Why a year cannot go yet: its refunds that have not come to their end, and attempts that may still be paid. $1 the first id behind it. Columns: subject, detail.
select 'refund:' || r.id as subject, 'is ' || r.state as detail
from refund r
where r.id < $1::bigint and r.state <> 'succeeded'
limit 20

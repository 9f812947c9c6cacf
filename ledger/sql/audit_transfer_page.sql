-- The next transfers, by the columns that they are stamped by. $1 after id, $2 transfers. Binary columns: id, county_code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, kind, order_id,
-- cause_id, booked_at, stamp. Index: transfer primary key.
select t.id, t.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind, t.order_id, t.cause_id, t.booked_at, t.stamp
from transfer t
where t.id > $1
order by t.id
limit $2

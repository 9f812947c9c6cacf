-- How many refunds an attempt has. $1 attempt. Columns: refunds. Index: refund_attempt.
select count(*) as refunds
from refund
where attempt_id = $1

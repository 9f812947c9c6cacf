-- How many refunds of trades did not arrive yet, also of payments that were not owed. $1 trades. Columns: refunds. Index: refund_subject.
select count(*) as refunds
from refund r
where r.subject_id = any ($1::bigint[]) and r.subject_kind = 'trade' and r.state <> 'succeeded'

-- Refunds under way, and those that need a person. Columns: refunds_open, refund_oldest_open_at, refunds_abnormal. Index: refund_open.
select count(*) filter (where state in ('requested', 'processing')) as refunds_open, min(created_at) filter (where state in ('requested', 'processing')) as refund_oldest_open_at,
    count(*) filter (where state in ('abnormal', 'closed')) as refunds_abnormal
from refund
where state <> 'succeeded'

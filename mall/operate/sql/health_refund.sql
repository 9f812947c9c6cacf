-- Refunds under way, and those that need a person. Columns: refunds_open, refund_oldest_open_at, refunds_abnormal. Indexes: refund_open, refund_abnormal.
select count(*) filter (where state <> 'abnormal') as refunds_open, min(created_at) filter (where state <> 'abnormal') as refund_oldest_open_at,
    count(*) filter (where state = 'abnormal') as refunds_abnormal
from refund
where state in ('requested', 'processing') or state = 'abnormal'

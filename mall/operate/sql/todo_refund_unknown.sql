-- Refunds that are abnormal, that the provider closed, or of which it has not said for an hour how they ended. Columns: count, oldest_at. Index: refund_open.
select count(*) as count, min(created_at) as oldest_at
from (
    select created_at from refund where state in ('requested', 'processing') and created_at < now() - interval '1 hour'
    union all
    select created_at from refund where state in ('abnormal', 'closed')
    limit 1000
) n

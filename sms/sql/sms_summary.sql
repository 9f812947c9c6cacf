-- What became of the messages of the last 24 hours, and since when the oldest waits. Columns: queued, sent, delivered, undelivered, failed, expired, oldest_queued_at.
-- Index: sms_message_created.
select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'sent') as sent, count(*) filter (where state = 'delivered') as delivered,
    count(*) filter (where state = 'undelivered') as undelivered, count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'expired') as expired,
    min(created_at) filter (where state = 'queued') as oldest_queued_at
from sms_message
where created_at > now() - interval '24 hours'

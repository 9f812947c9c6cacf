-- Messages that did not go out or arrive: of the last hour, and older ones that are still of use. Columns: count, oldest_at. Index: sms_message_trouble.
select count(*) as count, min(created_at) as oldest_at
from (select created_at from sms_message
      where state in ('failed', 'undelivered') and (expires_at > now() or created_at > now() - interval '1 hour')
      order by id desc limit 1000) n

-- Deletes messages after 30 days. $1 at most so many. Columns: none. Index: sms_message_created.
delete from sms_message
where id in (select id from sms_message where created_at < now() - interval '30 days' limit $1)

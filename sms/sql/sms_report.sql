-- What became of messages that a channel took; said twice it changes nothing, and a message that arrived has arrived. $1 channel, $2 numbers there, $3 whether they
-- arrived, $4 words of the channel. Columns: ticket. Index: sms_message_ticket.
update sms_message m
set state = case when r.arrived or m.state = 'delivered' then 'delivered' else 'undelivered' end,
    reported_at = coalesce(m.reported_at, now()),
    error = case when r.arrived or m.state = 'delivered' then '' else r.error end
from (select distinct on (ticket) ticket, arrived, error from (select unnest($2::text[]) as ticket, unnest($3::bool[]) as arrived,
             unnest($4::text[]) as error) u
      order by ticket, arrived desc) r
where m.channel = $1::text and m.ticket = r.ticket and m.state in ('sent', 'delivered', 'undelivered')
returning m.ticket

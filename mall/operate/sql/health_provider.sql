-- When the payment provider last said that something was paid. Columns: provider_heard_at. Index: payment_attempt primary key: looked for among the newest 200.
select max(n.paid_at) as provider_heard_at
from (select paid_at from payment_attempt order by id desc limit 200) n

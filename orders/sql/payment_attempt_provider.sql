-- The provider of an attempt. $1 number.
-- Columns: provider.
select provider
from payment_attempt
where number = $1

-- The provider of an attempt. $1 number. Columns: provider. Index: payment_attempt_number_unique.
select provider
from payment_attempt
where number = $1

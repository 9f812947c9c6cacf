-- Lets others ask for an attempt's code, which we did not get. $1 attempt. Columns: none. Index: primary key.
update payment_attempt
set claimed_at = null
where id = $1

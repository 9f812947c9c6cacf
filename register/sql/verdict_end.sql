-- The verdicts that stood until now. $1 ids. Columns: none. Index: register_verdict primary key.
update register_verdict set until = coalesce(until, now()) where id = any ($1::bigint[])

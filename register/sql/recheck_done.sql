-- These have been judged. $1 households. Columns: none. Index: register_recheck primary key.
delete from register_recheck where household_id = any ($1::bigint[])

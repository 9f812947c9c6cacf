-- What was found when all was staged. $1 run, $2 faults more, $3 households that are gone. Columns: none. Index: register_run primary key.
update register_run set fault_count = fault_count + $2, gone_count = $3 where id = $1

-- Writes down what is wrong with lines. $1 run, $2 ids, $3 lines, $4 household numbers, $5 fields, $6 messages. Columns: none.
insert into register_fault (id, run_id, line_no, household_no, field, message)
select f.id, $1::bigint, f.line_no, f.household_no, f.field, f.message
from (select unnest($2::bigint[]) as id, unnest($3::bigint[]) as line_no, unnest($4::text[]) as household_no, unnest($5::text[]) as field,
             unnest($6::text[]) as message) f

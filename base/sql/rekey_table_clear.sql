-- A rotation is over. Columns: none.
delete from rekey_table

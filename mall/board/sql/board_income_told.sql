-- Whether the board tells anything of households' income yet. No parameters. Columns: told. Index: any row will do.
select exists (select 1 from board_income) as told

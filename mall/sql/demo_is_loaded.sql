-- Whether there is any organisation already. Columns: loaded.
select exists (select 1 from organisation) as loaded

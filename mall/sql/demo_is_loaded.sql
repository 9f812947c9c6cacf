-- Columns: whether there is any organisation already.
select exists (select 1 from organisation) as loaded

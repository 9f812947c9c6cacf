-- Whether the demo is loaded.
-- Columns: loaded (there is an organisation already).
select exists (select 1 from organisation) as loaded

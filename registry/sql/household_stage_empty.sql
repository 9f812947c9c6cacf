-- Empties the stage. Columns: emptied (always true).
select household_stage_empty() is not null as emptied

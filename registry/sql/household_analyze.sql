-- Brings the planner's figures of households and of the stage up to date. Columns: analyzed (always true).
select household_analyze() is not null as analyzed

-- Makes the planner's figures of the file anew, before it is held against what is known. Columns: analyzed (true). DB_REPORT.
select region_import_analyze() is not null as analyzed

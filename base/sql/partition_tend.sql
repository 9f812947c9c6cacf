-- Makes the partitions that are needed soon, drops days that are over, gathers statistics of what has partitions. Columns: done (how many of these; 0 = nothing is due).
select partition_tend() as done

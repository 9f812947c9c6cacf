-- Makes the sums of households' months anew, from all entries, as the owner of the tables. No parameters. Columns: roll_up_build (nothing).
select roll_up_build()

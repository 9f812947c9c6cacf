-- Makes the sums of sales anew, from all orders, as the owner of the tables. No parameters. Columns: sale_roll_up_build (nothing).
select sale_roll_up_build()

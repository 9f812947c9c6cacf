-- The sums of sales that timed work keeps from the journal (orders/sale_roll_up.h), of all that was written past it.
select sale_roll_up_build();

-- The sums of households that timed work keeps from the journal (ledger/roll_up.h), of all that was written past it.
select roll_up_build();

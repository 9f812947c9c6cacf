-- The sums that timed work keeps from the journal (ledger/roll_up.h), of all that was written past it.
analyze attribution_pool, roster, roster_place, withheld_share, maturity, transfer;
select roll_up_build();

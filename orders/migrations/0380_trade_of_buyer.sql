-- What a buyer holds unpaid, and cancelled within the hour, is found among the trades of the last days, by the index of all of a buyer's (trade_unpaid_count): an order writes an index entry less.
drop index trade_unpaid, trade_cancelled;

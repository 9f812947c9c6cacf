-- Rows of a bill, in COPY's text format. Columns: none.
copy provider_bill_row (provider, day, number, is_refund, transaction_id, amount_fen, settled_fen, fee_fen)
from stdin

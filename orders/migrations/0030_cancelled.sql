-- How often a buyer cancelled lately: placing asks, and does not write to it.
create index trade_cancelled on trade (buyer_id, cancelled_at) where state = 'cancelled' and cancel_reason = 'buyer cancelled';

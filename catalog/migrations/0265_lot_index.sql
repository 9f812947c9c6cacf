-- What was packed of a lot is one of its many movements, and held lots are few among all.
create index stock_movement_receive on stock_movement (lot_id) where kind = 'receive';
create index lot_held on lot (county_code, id) where state = 'held';

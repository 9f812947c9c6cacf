-- The nightly audit looks at lots of these days, and at what was boxed of each.
create index stock_lot on stock (lot_id);

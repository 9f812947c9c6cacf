-- The nightly audit looks at what is kept for parcels of these days, which lie beside each other.
create index unique_value_owner on unique_value using brin (owner_id) with (pages_per_range = 32, autosummarize = on);

-- The price that a version is listed by, whether or not it is on sale still. $1 version id. Columns: price_from_fen.
-- Index: version_sku primary key, stock primary key.
select x.price_from_fen from version_price x where x.version_id = $1

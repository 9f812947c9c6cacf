-- The price that a version is listed by, whether or not it is on sale still. $1 version id. Columns: price_from_fen.
-- Index: listing_version primary key.
select v.price_from_fen from listing_version v where v.id = $1

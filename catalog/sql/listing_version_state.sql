-- A version's state. $1 version id. Columns: state. Index: listing_version primary key.
select v.state from listing_version v where v.id = $1

-- A producer's counts look at each of its listings in an index that is all but empty, and not at the newest of the listing's versions.
create index listing_version_draft on listing_version (listing_id) where state = 'draft';
create index listing_version_refused on listing_version (listing_id) where state = 'rejected';

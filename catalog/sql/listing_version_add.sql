-- Adds a listing's next version as a draft; the listing's row is locked or new. $1 id, $2 county code, $3 listing id, $4 plan id, $5 title, $6 category,
-- $7 produce, $8 story, $9 village code, $10 and $11 size band in mm or null, $12 and $13 season 'MM-DD' or '', $14 shelf life in days or null,
-- $15 storage, $16 no-reason return, $17 picture, $18 lowest price in fen, $19 actor. Columns: none. Index: listing_version_no_unique.
insert into listing_version (id, county_code, listing_id, version_no, plan_id, title, category, produce, story, village_code, size_low_mm, size_high_mm,
    season_from, season_to, shelf_life_days, storage, no_reason_return, picture, price_from_fen, created_by)
select $1::bigint, $2::text, $3::bigint, coalesce(max(v.version_no), 0) + 1, $4::bigint, $5::text, $6::text, $7::text, $8::text, $9::text, $10::int,
    $11::int, $12::text, $13::text, $14::int, $15::text, $16::boolean, $17::text, $18::bigint, $19::bigint
from listing_version v
where v.listing_id = $3::bigint

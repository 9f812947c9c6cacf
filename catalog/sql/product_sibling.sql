-- What else a producer sells of the same produce from the same village in other sizes, smallest first, the listing itself among it. $1 listing id. At most 8.
-- Columns: listing_id. Index: product primary key, product_producer_produce, listing_version primary key.
select v.listing_id
from product o
join listing_version own on own.id = o.version_id and own.county_code = o.county_code
join product p on p.producer_id = o.producer_id and p.county_code = o.county_code and p.produce = o.produce
join listing_version v on v.id = p.version_id and v.county_code = p.county_code
where o.listing_id = $1
    and (v.id = own.id or own.size_low_mm is not null and v.size_low_mm is not null and v.village_code = own.village_code and v.size_low_mm <> own.size_low_mm)
order by v.id <> own.id, v.size_low_mm, v.listing_id
limit 8

-- What else a producer sells of the same produce from the same village in other sizes, smallest first, the listing itself among it. $1 listing id. At most 8.
-- Columns: listing_id. Index: listing_producer, listing_version_one_on_sale.
select v.listing_id
from listing l
join listing_version own on own.id = l.current_version_id and own.county_code = l.county_code
join listing other on other.producer_id = l.producer_id and other.county_code = l.county_code
join listing_version v on v.id = other.current_version_id and v.county_code = other.county_code
where l.id = $1 and own.state = 'on_sale' and v.state = 'on_sale'
    and (v.id = own.id or own.size_low_mm is not null and v.size_low_mm is not null and v.produce = own.produce and v.village_code = own.village_code
                          and v.size_low_mm <> own.size_low_mm)
order by v.id <> own.id, v.size_low_mm, v.listing_id
limit 8

-- Where the next parcels stand, since when, and when the carrier told that they were signed for; is_odd is null but where their times do not go together, or one travels without carrier or number.
-- $1 after id, $2 rows. Binary columns: id, county_code, state, handed_over_at, signed_told_at, is_odd. Index: parcel primary key.
select t.id, t.county_code, t.state, t.handed_over_at, t.signed_at as signed_told_at,
    case when t.packed_at > t.handed_over_at or (t.signed_at is null) <> (t.state <> 'signed') or (t.handed_over_at is not null and (t.carrier = '' or t.waybill_no is null)) then true end as is_odd
from parcel t
where t.id > $1
order by t.id
limit $2

-- Parcels under a waybill number, as anybody may know them who holds the number. $1 number, $2 codes of all carriers (the number alone is no key).
-- Columns: carrier, state, handed_over_at, signed_at, tracking (JSON, newest first: at most 50). Index: parcel_waybill_unique.
select p.carrier, p.state, p.handed_over_at, p.signed_at,
    (select coalesce(jsonb_agg(jsonb_build_object('state', e.state, 'happened_at', e.happened_at, 'text', e.text) order by e.happened_at desc, e.received_at desc),
            '[]')
     from (select x.state, x.happened_at, x.text, x.received_at
           from tracking_event x
           where x.parcel_id = p.id and x.county_code = p.county_code
           order by x.happened_at desc, x.received_at desc
           limit 50) e) as tracking
from parcel p
where p.carrier = any($2::text[]) and p.waybill_no = $1::text
order by p.id desc

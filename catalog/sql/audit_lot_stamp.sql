-- Lots with their suppliers, losses and movements of boxes that are not as they were written. A lot's content (stamp_bytes) is written out: a function that reads rows is begun anew for each lot.
-- $1 stamp key, $2 from which id on. Columns: subject, detail. Index: lot_supply primary key.
select 'lot:' || t.id as subject, 'does not fit its stamp' as detail
from lot t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, record_send(row('lot'::text, t.id, t.county_code, t.listing_id, t.producer_id, t.trace_code, t.village_code, t.harvested_on, t.weight_g, t.created_by,
    (select string_agg(record_send(row(s.household_id, s.weight_g)), ''::bytea order by s.household_id) from lot_supply s where s.lot_id = t.id and s.county_code = t.county_code))))
union all
select 'loss:' || t.id, 'does not fit its stamp'
from lot_loss t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'movement:' || t.id, 'does not fit its stamp'
from stock_movement t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20

-- Rows whose parents do not exist: the keys that were left out for speed; those of orders and parcels stand in audit_link_order,
-- those of lines and their entries in audit_link_sale, those of boxes in audit_link_box, of rosters in audit_link_roster, of attempts in audit_link_attempt. $1 from which id on. Columns: subject, detail.
select 'withheld:' || w.id as subject, 'no share' as detail from withheld_share w
left join attribution_pool a on a.order_id = w.order_id and a.county_code = w.county_code and a.line_id = w.line_id and a.pool_no = w.pool_no
left join roster_place p on p.roster_id = a.roster_id and p.county_code = a.county_code and p.place = w.place
where w.order_id >= $1 and w.order_id >= (select objects_from from year_floor) and (a.accrued_at, p.household_id, a.amounts[w.place]) is distinct from (w.withheld_at, w.household_id, w.amount_fen)
union all
select 'reversal:' || v.id, 'no entries' from pool_reversal v
where v.id >= $1 and v.order_id >= (select objects_from from year_floor) and not exists (select 1 from attribution_pool a where a.order_id = v.order_id and a.county_code = v.county_code and a.line_id = v.line_id and a.pool_no = v.pool_no and cardinality(a.amounts) = cardinality(v.amounts))
union all
select 'reversal:' || v.id, 'no refund' from pool_reversal v
where v.id >= $1 and v.refund_id <> 0 and not exists (select 1 from refund r where r.id = v.refund_id and r.county_code = v.county_code)
union all
select 'refund:' || f.refund_id, 'no order ' || f.order_id || ' of station ' || f.station_id from order_refund f
where f.refund_id >= $1 and not exists (select 1 from sale_order o where o.id = f.order_id and o.county_code = f.county_code and o.station_id = f.station_id)
union all
select 'parcel:' || i.parcel_id, 'lot ' || i.lot_id || ' is not what its label says' from parcel_item i
where i.parcel_id >= $1 and not exists (select 1 from lot t where t.id = i.lot_id and t.county_code = i.county_code and t.trace_code = i.trace_code and t.village_code = i.village_code
                  and t.harvested_on = i.harvested_on)
union all
select 'refund:' || f.refund_id, 'line ' || f.line_id || ' is not of its order' from refund_line f
where f.refund_id >= $1 and not exists (select 1 from order_line l join order_refund r on r.refund_id = f.refund_id and r.county_code = f.county_code
                  where l.id = f.line_id and l.county_code = f.county_code and l.order_id = r.order_id)
limit 20

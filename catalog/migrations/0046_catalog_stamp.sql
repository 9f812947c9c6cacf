-- Stamps of what is sold (base/stamp.h). A listing's version on sale and a lot's losses change; they are checked against what they come from.

alter table listing add column stamp bytea;
create function stamp_bytes(t listing) returns bytea language sql stable
    return record_send(row('listing'::text, t.id, t.county_code, t.producer_id, t.station_id, t.created_by, t.created_at));
grant execute on function stamp_bytes(listing) to mall_app;

-- A version is stamped with its prices and pictures, a plan with its pools and shares, a lot with the households that supplied it: none can be added or taken away.
alter table listing_version add column stamp bytea;
create function stamp_bytes(t listing_version) returns bytea language sql stable
    return record_send(row('listing_version'::text, t.id, t.county_code, t.listing_id, t.version_no, t.plan_id, t.title, t.category, t.produce,
        t.story, t.village_code, t.size_low_mm, t.size_high_mm, t.season_from, t.season_to, t.shelf_life_days, t.storage, t.no_reason_return,
        t.picture, t.price_from_fen, t.created_by, t.created_at,
        (select string_agg(record_send(row(s.sku_id, s.price_fen)), ''::bytea order by s.sku_id)
         from version_sku s
         where s.version_id = t.id and s.county_code = t.county_code),
        (select string_agg(record_send(row(p.place, p.picture_id, p.alt)), ''::bytea order by p.place)
         from version_picture p
         where p.version_id = t.id and p.county_code = t.county_code)));
grant execute on function stamp_bytes(listing_version) to mall_app;

alter table sku add column stamp bytea;
create function stamp_bytes(t sku) returns bytea language sql stable
    return record_send(row('sku'::text, t.id, t.county_code, t.listing_id, t.spec, t.net_weight_g, t.gross_weight_g));
grant execute on function stamp_bytes(sku) to mall_app;

alter table benefit_plan add column stamp bytea;
create function stamp_bytes(t benefit_plan) returns bytea language sql stable
    return record_send(row('benefit_plan'::text, t.id, t.county_code, t.listing_id, t.version_no, t.created_by, t.created_at,
        (select string_agg(record_send(row(p.pool_no, p.kind, p.rule, p.rate)), ''::bytea order by p.pool_no)
         from benefit_pool p
         where p.plan_id = t.id and p.county_code = t.county_code),
        (select string_agg(record_send(row(s.pool_no, s.household_id, s.weight)), ''::bytea order by s.pool_no, s.household_id)
         from benefit_share s
         where s.plan_id = t.id and s.county_code = t.county_code)));
grant execute on function stamp_bytes(benefit_plan) to mall_app;
grant update (stamp) on benefit_plan to mall_app;

alter table lot add column stamp bytea;
create function stamp_bytes(t lot) returns bytea language sql stable
    return record_send(row('lot'::text, t.id, t.county_code, t.listing_id, t.producer_id, t.trace_code, t.village_code, t.harvested_on, t.weight_g,
        t.created_by,
        (select string_agg(record_send(row(s.household_id, s.weight_g)), ''::bytea order by s.household_id)
         from lot_supply s
         where s.lot_id = t.id and s.county_code = t.county_code)));
grant execute on function stamp_bytes(lot) to mall_app;

alter table lot_loss add column stamp bytea;
create function stamp_bytes(t lot_loss) returns bytea language sql stable
    return record_send(row('lot_loss'::text, t.id, t.county_code, t.lot_id, t.weight_g, t.reason, t.actor_id, t.at));
grant execute on function stamp_bytes(lot_loss) to mall_app;
grant update (stamp) on lot_loss to mall_app;

alter table stock_movement add column stamp bytea;
create function stamp_bytes(t stock_movement) returns bytea language sql stable
    return record_send(row('stock_movement'::text, t.id, t.county_code, t.sku_id, t.lot_id, t.kind, t.quantity, t.actor_id, t.reason));
grant execute on function stamp_bytes(stock_movement) to mall_app;
grant update (stamp) on stock_movement to mall_app;

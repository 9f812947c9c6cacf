-- What tests/load/replay reads, a table a line: name, then the query of its columns. Times are microseconds.
trade|select id, county_code, buyer_id, state, total_fen, cancel_reason from trade
sale_order|select id, county_code, trade_id, buyer_id, producer_id, station_id, state, goods_fen, freight_fen, freight_refunded_fen, region_code from sale_order
order_line|select id, county_code, order_id, line_no, sku_id, listing_id, version_id, plan_id, net_weight_g, quantity, price_fen, paid_fen, refunded_quantity, refunded_fen from order_line
sku|select id, listing_id, net_weight_g, gross_weight_g from sku
version_sku|select version_id, sku_id, price_fen from version_sku
listing_version|select id, listing_id, plan_id, state from listing_version
freight_row|select county_code, region_prefix, first_g, first_fen, step_g, step_fen, deliverable from freight_row
benefit_pool|select plan_id, pool_no, kind, rule, rate from benefit_pool
benefit_share|select plan_id, pool_no, household_id, weight from benefit_share
household|select id, state from household
stock|select sku_id, lot_id, received, available, reserved, sold, written_off from stock
stock_movement|select id, sku_id, lot_id, kind, quantity, reason from stock_movement
lot|select id, listing_id, weight_g, lost_g, state from lot
lot_loss|select id, lot_id, weight_g from lot_loss
reservation|select line_id, lot_id, sku_id, quantity, released, sold from reservation
parcel|select id, order_id, station_id, state, coalesce(waybill_no, '') as waybill_no, (extract(epoch from handed_over_at) * 1000000)::bigint as handed_over_us, (extract(epoch from packed_at) * 1000000)::bigint as packed_us from parcel
parcel_item|select parcel_id, line_id, lot_id, sku_id, quantity from parcel_item
payment_attempt|select id, subject_id, number, amount_fen, captured_fen, state from payment_attempt
refund|select id, subject_id, attempt_id, number, kind, total_fen, escrow_id, state, reason, (extract(epoch from created_at) * 1000000)::bigint as refunded_us from refund
order_refund|select refund_id, order_id, goods_fen, freight_fen, after_completion from order_refund
refund_line|select refund_id, line_id, quantity, goods_fen from refund_line
attribution|select id, order_id, line_id, pool_no, household_id, amount_fen, state, withhold_reason, (extract(epoch from accrued_at) * 1000000)::bigint as accrued_us from attribution_entry
attribution_reversal|select a.id as attribution_id, v.order_id, v.refund_id, v.amounts[a.place] as amount_fen, (extract(epoch from v.reversed_at) * 1000000)::bigint as reversed_us from pool_reversal v join attribution_entry a using (order_id, line_id, pool_no) where v.amounts[a.place] > 0
transfer|select id, county_code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, kind, order_id, cause_id from transfer
state_log|select id, machine, object_id, from_state, to_state, (extract(epoch from at) * 1000000)::bigint as at_us from state_log
idempotency_key|select account_id, route, key, result_id from idempotency_key
role_grant|select id, valid_to is null as holds from role_grant

-- What the application's role may do. The journal, its reversals, the log of moves and the access trail are append-only for it: nobody who holds
-- the application's password can rewrite history. Amounts of an attribution never change; only its state may.

grant usage on schema public to mall_app;

grant select on state_log_end to mall_app;

grant select, insert on transfer, attribution_reversal, state_log, access_trail, ledger_day, tracking_event, stock_movement, provider_event,
    provider_bill, provider_bill_row, order_refund, refund_line, parcel_item, benefit_plan, benefit_pool, benefit_share, version_sku, lot_supply, lot_loss to mall_app;

grant select, insert on attribution to mall_app;
grant update (state, hold_reason, matured_at) on attribution to mall_app;

grant select, insert, update on household, household_member, organisation, account, role_grant, session, login_code, message, listing, listing_version, sku, lot,
    stock, parcel, trade, sale_order, order_line, reservation, payment_attempt, refund, freight_row, job to mall_app;

grant select, insert, update, delete on idempotency_key, region to mall_app;
grant select, insert, delete on import_run to mall_app;
grant select, insert on import_fault to mall_app;
grant delete on job, login_code, message, session, freight_row to mall_app;
-- Drafts may be changed before they are submitted; the program deletes only rows of drafts.
grant delete on benefit_pool, benefit_share, version_sku to mall_app;

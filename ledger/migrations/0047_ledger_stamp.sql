-- Stamps of the journal and of what households are owed (base/stamp.h), and where the chain of closed days ended.

insert into chain_end (chain, day, value, stamp)
select 'ledger', day, chain, '' from ledger_day order by day desc limit 1;

alter table transfer add column stamp bytea;
create function stamp_bytes(t transfer) returns bytea language sql stable
    return record_send(row('transfer'::text, t.id, t.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind,
        t.order_id, t.cause_id, t.booked_at));
grant execute on function stamp_bytes(transfer) to mall_app;

alter table attribution add column stamp bytea;
create function stamp_bytes(t attribution) returns bytea language sql stable
    return record_send(row('attribution'::text, t.id, t.county_code, t.order_id, t.line_id, t.plan_id, t.pool_no, t.household_id, t.village_code,
        t.kind, t.amount_fen, t.withhold_reason, t.accrued_at));
grant execute on function stamp_bytes(attribution) to mall_app;

alter table attribution_reversal add column stamp bytea;
create function stamp_bytes(t attribution_reversal) returns bytea language sql stable
    return record_send(row('attribution_reversal'::text, t.id, t.county_code, t.attribution_id, t.refund_id, t.amount_fen, t.reversed_at));
grant execute on function stamp_bytes(attribution_reversal) to mall_app;

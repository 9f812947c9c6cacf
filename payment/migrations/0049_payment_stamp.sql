-- Stamps of attempts, refunds and what the provider told (base/stamp.h).

alter table payment_attempt add column stamp bytea;
create function stamp_bytes(t payment_attempt) returns bytea language sql stable
    return record_send(row('payment_attempt'::text, t.id, t.county_code, t.subject_kind, t.subject_id, t.provider, t.number, t.amount_fen));
grant execute on function stamp_bytes(payment_attempt) to mall_app;

alter table refund add column stamp bytea;
create function stamp_bytes(t refund) returns bytea language sql stable
    return record_send(row('refund'::text, t.id, t.county_code, t.subject_kind, t.subject_id, t.attempt_id, t.kind, t.total_fen, t.escrow_id, t.reason,
        t.actor_id));
grant execute on function stamp_bytes(refund) to mall_app;

alter table refund_number add column stamp bytea;
create function stamp_bytes(t refund_number) returns bytea language sql stable
    return record_send(row('refund_number'::text, t.number, t.refund_id, t.county_code, t.ordinal));
grant execute on function stamp_bytes(refund_number) to mall_app;

alter table provider_event add column stamp bytea;
create function stamp_bytes(t provider_event) returns bytea language sql stable
    return record_send(row('provider_event'::text, t.provider, t.event_key, t.attempt_id, t.amount_fen, t.outcome));
grant execute on function stamp_bytes(provider_event) to mall_app;

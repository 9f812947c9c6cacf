-- Bills of any length, with what the provider kept; a captured amount other than asked for goes back.

-- A bill has a number, which owns what is booked of its fees, and can be fetched anew.
alter table provider_bill add column bill_id bigint;
alter table provider_bill add column hash text not null default '';      -- of the provider's file; '' = kept before there were hashes
alter table provider_bill add column paid_fen bigint not null default 0;
alter table provider_bill add column refunded_fen bigint not null default 0;
alter table provider_bill add column kept_fen bigint not null default 0; -- fees, and what was asked for but not settled
alter table provider_bill_row add column settled_fen bigint not null default 0;
alter table provider_bill_row add column fee_fen bigint not null default 0;
grant update on provider_bill to mall_app;
grant delete on provider_bill_row to mall_app;

update provider_bill_row set settled_fen = amount_fen;
update provider_bill b
   set bill_id = n.number, paid_fen = n.paid_fen, refunded_fen = n.refunded_fen
  from (select k.provider, k.day, row_number() over (order by k.day, k.provider) as number,
               coalesce(sum(r.amount_fen) filter (where not r.is_refund), 0)::bigint as paid_fen, coalesce(sum(r.amount_fen) filter (where r.is_refund), 0)::bigint as refunded_fen
        from provider_bill k
        left join provider_bill_row r on r.provider = k.provider and r.day = k.day
        group by k.provider, k.day) n
 where n.provider = b.provider and n.day = b.day;
alter table provider_bill alter column bill_id set not null;
alter table provider_bill add constraint provider_bill_id_unique unique (bill_id);

-- Days with business are found without reading all of it.
create index payment_attempt_paid on payment_attempt (paid_at) where paid_at is not null;
create index refund_created on refund (created_at);

-- What was captured though another amount was asked for is booked and goes back.
alter table provider_event drop constraint provider_event_outcome_check;
alter table provider_event add constraint provider_event_outcome_check
    check (outcome in ('paid', 'overpaid', 'late', 'differs', 'mismatch', 'unknown_number', 'refund_succeeded', 'refund_abnormal', 'refund_closed'));
alter table refund drop constraint refund_kind_check;
alter table refund add constraint refund_kind_check check (kind in ('decided', 'late', 'overpaid', 'differs'));

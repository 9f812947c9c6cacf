-- Transfers between accounts that their kind does not join, or whose accounts are not those of their order and cause.
-- $1 from which id on. Columns: subject, detail.
select t.id::text as subject, t.kind || ' ' || t.debit_kind || ' -> ' || t.credit_kind as detail
from transfer t
where t.id >= $1 and (t.kind, t.debit_kind, t.credit_kind) not in (
    ('capture', 'gateway', 'escrow'), ('capture_unowed', 'gateway', 'unowed'), ('accrue', 'escrow', 'household_accrued'), ('withhold', 'escrow', 'withheld'),
    ('reverse', 'household_accrued', 'escrow'), ('reverse', 'withheld', 'escrow'), ('release', 'withheld', 'household_accrued'), ('mature', 'household_accrued', 'household'),
    ('settle_goods', 'escrow', 'producer'), ('settle_freight', 'escrow', 'station_freight'), ('refund', 'escrow', 'refund'), ('refund', 'producer', 'refund'), ('refund', 'station_freight', 'refund'),
    ('refund', 'unowed', 'refund'), ('refund_paid', 'refund', 'gateway'), ('fee', 'provider_fee', 'gateway'), ('fee', 'gateway', 'provider_fee'),
    ('gather', 'household_accrued', 'household_accrued'), ('gather', 'household', 'household'), ('gather', 'withheld', 'withheld'),
    ('payout_order', 'household_drawn', 'payout'), ('payout_paid', 'payout', 'bank'), ('payout_failed', 'payout', 'household_drawn'), ('payout_returned', 'bank', 'household_drawn'))
union all
select t.id::text, t.kind || ' of order ' || t.order_id || ' ' || t.debit_kind || ':' || t.debit_owner || ' -> ' || t.credit_kind || ':' || t.credit_owner
from transfer t
left join sale_order o on o.id = t.order_id and o.county_code = t.county_code
where t.id >= $1 and ((t.debit_kind = 'gateway' and t.debit_owner <> 0) or (t.credit_kind = 'gateway' and t.credit_owner <> 0)
   or (t.debit_kind = 'escrow' and t.debit_owner <> t.order_id) or (t.credit_kind = 'escrow' and t.credit_owner <> t.order_id)
   or (t.debit_kind = 'refund' and t.debit_owner <> t.cause_id) or (t.credit_kind = 'refund' and t.credit_owner <> t.cause_id)
   or (t.credit_kind = 'unowed' and t.credit_owner <> t.cause_id)
   or (t.debit_kind = 'provider_fee' and t.debit_owner <> t.cause_id) or (t.credit_kind = 'provider_fee' and t.credit_owner <> t.cause_id)
   or (t.debit_kind = 'producer' and t.debit_owner is distinct from o.producer_id) or (t.credit_kind = 'producer' and t.credit_owner is distinct from o.producer_id)
   or (t.debit_kind = 'station_freight' and t.debit_owner is distinct from o.station_id) or (t.credit_kind = 'station_freight' and t.credit_owner is distinct from o.station_id))
limit 20

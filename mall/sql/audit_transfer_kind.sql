-- Transfers between accounts that their kind does not join. Columns: subject, detail.
select t.id::text, t.kind || ' ' || t.debit_kind || ' -> ' || t.credit_kind
from transfer t
where (t.kind, t.debit_kind, t.credit_kind) not in (
    ('capture', 'gateway', 'escrow'), ('capture_unowed', 'gateway', 'unowed'), ('accrue', 'escrow', 'household_accrued'), ('hold', 'escrow', 'held'),
    ('reverse', 'household_accrued', 'escrow'), ('reverse', 'held', 'escrow'), ('mature', 'household_accrued', 'household'),
    ('settle_goods', 'escrow', 'producer'), ('settle_freight', 'escrow', 'station_freight'), ('refund', 'escrow', 'refund'), ('refund', 'producer', 'refund'),
    ('refund', 'unowed', 'refund'), ('refund_paid', 'refund', 'gateway'))
limit 20

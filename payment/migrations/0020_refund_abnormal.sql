-- Refunds that need a person are found without looking at all others.

create index refund_abnormal on refund (created_at) where state = 'abnormal';

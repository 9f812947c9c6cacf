-- The next attempts, by the columns that they are stamped by, and what was captured of them (null = nothing); is_odd is set where it is not what was asked for, or their times do not go together (null = they do;
-- a clock may be ten minutes from the provider's). $1 after id, $2 attempts. Binary columns: id, county_code, subject_kind, subject_id, provider, number, amount_fen, stamp, captured_fen, paid_at, is_odd. Index:
-- payment_attempt primary key.
select t.id, t.county_code, t.subject_kind, t.subject_id, t.provider, t.number, t.amount_fen, t.stamp, nullif(t.captured_fen, 0) as captured_fen, t.paid_at,
    case when (t.paid_at is null) <> (t.captured_fen = 0) or (t.transaction_id is null) <> (t.captured_fen = 0) or t.captured_fen not in (0, t.amount_fen)
           or t.paid_at < t.created_at - interval '10 minutes' or t.expires_at < t.created_at then true end as is_odd
from payment_attempt t
where t.id > $1
order by t.id
limit $2

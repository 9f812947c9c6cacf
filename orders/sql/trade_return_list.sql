-- Money that was paid for a trade though it was not owed (any more): each goes back as a refund of its own. $1 trade. Index: refund_subject.
-- Columns: refund_id, number, kind (late, overpaid, differs), state, total_fen, day (Beijing, when it was paid), paid_at, created_at, done_at.
select r.id as refund_id, r.number, r.kind, r.state, r.total_fen, to_char(coalesce(a.paid_at, r.created_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, a.paid_at, r.created_at, r.done_at
from refund r
join payment_attempt a on a.id = r.attempt_id and a.county_code = r.county_code
where r.subject_id = $1 and r.subject_kind = 'trade' and r.kind <> 'decided'
order by r.id

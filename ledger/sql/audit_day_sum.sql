-- Closed days whose kept sums are not what the journal moved on them; of years that are away none. Columns: subject, detail.
with closed as materialized (
    select case when f.year = 0 then '-infinity'::date else (f.settled_from at time zone 'Asia/Shanghai')::date end as settled_from from year_floor f
)
select 'day:' || coalesce(s.day, b.day) as subject,
    coalesce(s.kind, b.kind) || ' kept ' || coalesce(s.debit_fen, 0) || '/' || coalesce(s.credit_fen, 0) || ' journal ' || coalesce(b.debit_fen, 0) || '/' || coalesce(b.credit_fen, 0) as detail
from (select day, kind, debit_fen, credit_fen from ledger_day_sum where day >= (select settled_from from closed)) s
full join (select d.day, t.kind, sum(t.debit) as debit_fen, sum(t.credit) as credit_fen
           from (select beijing_day(booked_at) as day, debit_kind as kind, sum(amount_fen) as debit, 0 as credit from transfer where booked_at >= (select f.settled_from from year_floor f) group by 1, 2
                 union all
                 select beijing_day(booked_at), credit_kind, 0, sum(amount_fen) from transfer where booked_at >= (select f.settled_from from year_floor f) group by 1, 2) t
           join ledger_day d on d.day = t.day
           group by d.day, t.kind) b on b.day = s.day and b.kind = s.kind
where (s.debit_fen, s.credit_fen) is distinct from (b.debit_fen, b.credit_fen)
order by 1
limit 20

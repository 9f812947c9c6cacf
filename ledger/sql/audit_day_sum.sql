-- Closed days whose kept sums are not what the journal moved on them. Columns: subject, detail.
select 'day:' || coalesce(s.day, b.day) as subject,
    coalesce(s.kind, b.kind) || ' kept ' || coalesce(s.debit_fen, 0) || '/' || coalesce(s.credit_fen, 0) || ' journal ' || coalesce(b.debit_fen, 0) || '/' || coalesce(b.credit_fen, 0) as detail
from ledger_day_sum s
full join (select d.day, t.kind, sum(t.debit) as debit_fen, sum(t.credit) as credit_fen
           from (select beijing_day(booked_at) as day, debit_kind as kind, sum(amount_fen) as debit, 0 as credit from transfer group by 1, 2
                 union all
                 select beijing_day(booked_at), credit_kind, 0, sum(amount_fen) from transfer group by 1, 2) t
           join ledger_day d on d.day = t.day
           group by d.day, t.kind) b on b.day = s.day and b.kind = s.kind
where (s.debit_fen, s.credit_fen) is distinct from (b.debit_fen, b.credit_fen)
order by 1
limit 20

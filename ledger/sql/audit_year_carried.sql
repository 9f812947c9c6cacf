-- Kinds of accounts that were carried on over a year with something else than closed days kept, less what the journal still has of them; and months of such a year that come to something else than when
-- it was taken out. Columns: subject, detail.
select k.kind as subject, 'carried on with ' || sum(k.carried) || ', closed days say ' || sum(k.closed) as detail
from (select split_part(c.key, ':', 1) as kind, c.fen as carried, 0 as closed
      from year_carried c
      where c.what = 'account' and c.year = (select f.year from year_floor f)
      union all
      select s.kind, 0, s.credit_fen - s.debit_fen
      from ledger_day_sum s
      where exists (select from year_floor f where f.year <> 0)
      union all
      select v.kind, 0, -v.fen
      from transfer t
      cross join lateral (values (t.credit_kind, t.amount_fen), (t.debit_kind, -t.amount_fen)) v (kind, fen)
      where exists (select from year_floor f where f.year <> 0)
          and t.booked_at < (select coalesce((max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai', '-infinity') from ledger_day d)) k
group by k.kind
having sum(k.carried) <> sum(k.closed)
union all
select 'county:' || coalesce(c.county_code, d.county_code), 'households'' sums of ' || coalesce(c.key, d.month) || ' are not those that were carried on'
from (select c.county_code, c.key, c.digest
      from year_carried c
      where c.what = 'household_month' and c.year = (select f.year from year_floor f)) c
full join (select d.county_code, d.month, d.digest
           from household_month_digest d
           where exists (select from year_floor f where f.year <> 0)
               and d.month < (select to_char(to_timestamp(((f.rows_from >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM') from year_floor f)) d
    on d.county_code = c.county_code and d.month = c.key
where c.digest is distinct from d.digest
limit 20

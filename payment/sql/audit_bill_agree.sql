-- Whether all captures of days whose bill is kept are in it and nothing else: sums over both, of a number of chance for each, are the same. Not of a part of them, since a bill shows what was
-- opened on the day before. $1 from which id on (0 = all). Columns: agree.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
)
select $1::bigint = 0 and coalesce(sum(w.weight), 0) = 0 as agree
from (select sum(hashtextextended(b.bill_id || ' ' || a.captured_fen || ' ' || a.number, (select seed from chance))) as weight
      from payment_attempt a
      join provider_bill b on b.provider = a.provider and b.day = beijing_day(a.paid_at)
      where $1::bigint = 0 and a.captured_fen > 0
      union all
      select -sum(hashtextextended(b.bill_id || ' ' || t.amount_fen || ' ' || t.number, (select seed from chance)))
      from provider_bill b
      join provider_bill_row t on t.provider = b.provider and t.day = b.day
      where $1::bigint = 0 and not t.is_refund) w

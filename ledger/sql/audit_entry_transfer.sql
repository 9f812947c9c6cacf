-- Attribution entries, reversals, releases and maturings that do not have exactly their transfer.
-- Columns: subject, detail.
with booked as (
    select county_code, cause_id, kind, count(*) as n, sum(amount_fen) as amount_fen
    from transfer
    where kind in ('accrue', 'withhold', 'reverse', 'mature', 'release')
    group by county_code, cause_id, kind
), expected as (
    select a.id as cause_id, a.county_code, a.amount_fen from attribution a
    union all
    select r.id, r.county_code, r.amount_fen from attribution_reversal r
)
select 'entry:' || coalesce(e.cause_id, b.cause_id) as subject, 'entry ' || coalesce(e.amount_fen, 0) || ' journal ' || coalesce(b.amount_fen, 0) as detail
from expected e
full join (select county_code, cause_id, kind, n, amount_fen from booked where kind not in ('mature', 'release')) b on b.cause_id = e.cause_id and b.county_code = e.county_code
where e.amount_fen is distinct from b.amount_fen or b.n <> 1
union all
select 'entry:' || a.id, 'state ' || a.state || ' matured in journal ' || coalesce(b.amount_fen, 0)
from attribution a
left join booked b on b.cause_id = a.id and b.county_code = a.county_code and b.kind = 'mature'
where (a.state in ('matured', 'payable', 'paid', 'confirmed')) <> (b.cause_id is not null)
union all
select 'entry:' || a.id, 'state ' || a.state || ' withheld as ' || a.withhold_reason || ', released ' || coalesce(b.n, 0) || ' times'
from attribution a
left join booked b on b.cause_id = a.id and b.county_code = a.county_code and b.kind = 'release'
where case when a.withhold_reason = '' or a.state = 'withheld' then b.n is not null when a.state = 'reversed' then b.n > 1 else b.n is distinct from 1 end
limit 20

-- Payouts whose state is not where their last move ended or, without moves, not an initial one. $1 initial states, $2 from which id on. Columns: subject, detail.
select 'payout:' || n.id as subject, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing') as detail
from payout n
left join lateral state_end('payout', n.id, n.county_code) l on true
where n.id >= $2 and case when l.state is null then n.state <> all ($1::text[]) else n.state <> l.state end
limit 20

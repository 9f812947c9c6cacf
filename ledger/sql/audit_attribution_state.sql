-- Withheld shares whose state is not where their last move ended or, without moves, not how they began. What was given to its household moved on in the log
-- while maturing was a move of its own. $1 initial states, $2 from which id on. Columns: subject, detail.
select 'attribution:' || n.id as subject, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing') as detail
from withheld_share n
left join lateral state_end('attribution', n.id, n.county_code) l on true
where n.id >= $2 and case when l.state is null then n.state <> 'withheld' or n.state <> all ($1::text[])
           when n.state = 'accrued' then l.state not in ('accrued', 'matured', 'reversed')
           else n.state <> l.state end
limit 20

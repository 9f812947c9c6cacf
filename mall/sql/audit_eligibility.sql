-- Credits to households that the register did not confirm when the sale was paid. A household's state at a moment is the state it left at its first later move, or its state
-- now. Columns: subject, detail.
select 'entry:' || a.id, 'household ' || a.household_id || ' was ' || was.state
from attribution a
join household h on h.id = a.household_id
cross join lateral (
    select coalesce((select g.from_state from state_log g where g.object_id = h.id and g.machine = 'household' and g.at > a.accrued_at order by g.id limit 1), h.state) as state
) was
where a.hold_reason = '' and was.state <> 'confirmed'
limit 20

-- Objects whose state is not where their last move ended (or, without moves, not an initial one). $1 machines, $2 initial states (joined by |). Columns: subject, detail.
-- The last state was entered once more than left; without one the way is closed and ends where it began. (Ids do not tell the order, see audit_move_joined.)
with now_is as (
    select 'trade' as machine, id, state from trade
    union all select 'order', id, state from sale_order
    union all select 'payment', id, state from payment_attempt
    union all select 'refund', id, state from refund
    union all select 'parcel', id, state from parcel
    union all select 'attribution', id, state from attribution
    union all select 'listing', id, state from listing_version
    union all select 'lot', id, state from lot
    union all select 'household', id, state from household
    union all select 'organisation', id, state from organisation
), last as (
    select machine, object_id, state
    from (
        select machine, object_id, from_state as state, 1 as n from state_log
        union all
        select machine, object_id, to_state, -1 from state_log
    ) visit
    group by machine, object_id, state
    having sum(n) < 0
)
select n.machine || ':' || n.id, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing')
from now_is n
left join last l on l.machine = n.machine and l.object_id = n.id
where case when l.state is not null then l.state <> n.state
           else not exists (select 1 from unnest($1::text[], $2::text[]) as m (machine, initial) where m.machine = n.machine and n.state = any (string_to_array(m.initial, '|')))
      end
limit 20

-- Objects whose state is not where their last move ended (or, without moves, not an initial one). $1 machines, $2 initial states (joined by |). Columns: subject, detail.
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
), last_move as (
    select distinct on (machine, object_id) machine, object_id, to_state
    from state_log
    order by machine, object_id, id desc
)
select n.machine || ':' || n.id, 'is ' || n.state || ' log says ' || coalesce(l.to_state, 'nothing')
from now_is n
left join last_move l on l.machine = n.machine and l.object_id = n.id
where case when l.to_state is not null then l.to_state <> n.state
           else not exists (select 1 from unnest($1::text[], $2::text[]) as m (machine, initial) where m.machine = n.machine and n.state = any (string_to_array(m.initial, '|')))
      end
limit 20

-- The journal by years of its transfers; entries and their maturing by years of their orders, so that what is read by order is read in one partition. Reversals and withheld shares are few and stay
-- whole: they are counted in refunds, not in sales.
drop view attribution_entry;
drop function stamp_bytes(transfer);
drop function stamp_bytes(attribution_pool);

select partition_begin('transfer', 'id', 'year', null);
select partition_begin('attribution_pool', 'order_id', 'year', null);
select partition_begin('maturity', 'order_id', 'year', null);

grant select, insert on transfer, attribution_pool, maturity to mall_app;
grant update (reversed) on attribution_pool to mall_app;

create function stamp_bytes(t transfer) returns bytea language sql stable
    return record_send(row('transfer'::text, t.id, t.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind,
        t.order_id, t.cause_id, t.booked_at));
grant execute on function stamp_bytes(transfer) to mall_app;
create function stamp_bytes(t attribution_pool) returns bytea language sql stable
    return record_send(row('attribution_pool'::text, t.order_id, t.line_id, t.pool_no, t.id, t.county_code, t.roster_id, t.amounts, t.accrued_at));
grant execute on function stamp_bytes(attribution_pool) to mall_app;

create view attribution_entry as
select coalesce(w.id, a.id + p.place - 1) as id, a.county_code, a.order_id, a.line_id, a.roster_id, a.pool_no, p.place, cardinality(a.amounts) as places, p.household_id,
    p.village_code, r.kind, a.amounts[p.place] as amount_fen, coalesce(a.reversed[p.place], 0) as reversed_fen,
    case when w.state in ('withheld', 'reversed') then w.state
         when a.amounts[p.place] = a.reversed[p.place] then 'reversed'
         when m.matured_at is null then 'accrued'
         else 'matured' end as state,
    coalesce(w.reason, '') as withhold_reason, a.accrued_at,
    case when w.state in ('withheld', 'reversed') or a.amounts[p.place] = a.reversed[p.place] or m.matured_at is null then null
         else greatest(m.matured_at, w.moved_at) end as matured_at
from attribution_pool a
join roster r on r.id = a.roster_id and r.county_code = a.county_code
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
left join withheld_share w on w.order_id = a.order_id and w.line_id = a.line_id and w.pool_no = a.pool_no and w.place = p.place and w.county_code = a.county_code
left join maturity m on m.order_id = a.order_id and m.county_code = a.county_code
where a.amounts[p.place] > 0;
grant select on attribution_entry to mall_app;

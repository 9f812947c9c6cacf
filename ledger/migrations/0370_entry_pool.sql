-- An entry says the number of its pool as well: with its roster it stands in an index, so that who looks for a household's entries from a moment on does not read all that ever was.
create or replace view attribution_entry as
select coalesce(w.id, a.id + p.place - 1) as id, a.county_code, a.order_id, a.line_id, a.roster_id, a.pool_no, p.place, cardinality(a.amounts) as places, p.household_id, p.village_code, r.kind,
    a.amounts[p.place] as amount_fen, coalesce(a.reversed[p.place], 0) as reversed_fen,
    case when w.state in ('withheld', 'reversed') then w.state
         when a.amounts[p.place] = a.reversed[p.place] then 'reversed'
         when m.matured_at is null then 'accrued'
         else 'matured' end as state,
    coalesce(w.reason, '') as withhold_reason, a.accrued_at,
    case when w.state in ('withheld', 'reversed') or a.amounts[p.place] = a.reversed[p.place] or m.matured_at is null then null
         else greatest(m.matured_at, w.moved_at) end as matured_at, r.producer_id, a.id as pool_id
from attribution_pool a
join roster r on r.id = a.roster_id and r.county_code = a.county_code
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
left join withheld_share w on w.order_id = a.order_id and w.line_id = a.line_id and w.pool_no = a.pool_no and w.place = p.place and w.county_code = a.county_code
left join maturity m on m.order_id = a.order_id and m.county_code = a.county_code
where a.amounts[p.place] > 0;

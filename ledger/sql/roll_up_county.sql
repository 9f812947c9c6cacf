-- Behind roll_up_take, in its transaction: which households have anything credited in a county's months, as their months are now. $1 orders of which something was taken: all households in them are
-- looked at. Columns: cells (whose bits have changed). Index: attribution_pool primary key, roster_place primary key, household_month_key, household_place_key, household_place_place, county_month_key.
with touched as materialized (
    select distinct l.county_code, to_char(l.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, p.household_id
    from attribution_pool l
    join roster_place p on p.roster_id = l.roster_id and p.county_code = l.county_code
    where l.order_id = any ($1::bigint[])
), state as materialized (
    select h.county_code, h.month, coalesce(h.producer_id, 0) as producer_id, coalesce(h.village_code, '') as village_code, h.household_id, sum_fen(h.accrued_fen + h.matured_fen) > 0 as is_in
    from touched t
    join household_month h on h.household_id = t.household_id and h.month = t.month and h.county_code = t.county_code
    group by grouping sets ((h.county_code, h.month, h.producer_id, h.household_id), (h.county_code, h.month, h.village_code, h.household_id))
), known as materialized (
    select n.county_code, n.village_code, n.household_id, p.place
    from (select distinct s.county_code, s.village_code, s.household_id from state s where s.is_in) n
    left join household_place p on p.county_code = n.county_code and p.village_code = n.village_code and p.household_id = n.household_id
), placed as (
    insert into household_place (county_code, village_code, household_id, place)
    select k.county_code, k.village_code, k.household_id,
        coalesce((select max(p.place) + 1 from household_place p where p.county_code = k.county_code and p.village_code = k.village_code), 0)
            + row_number() over (partition by k.county_code, k.village_code order by k.household_id) - 1
    from known k
    where k.place is null
    returning county_code, village_code, household_id, place
), put as (
    update county_month m
    set households = b.households
    from (select k.county_code, k.month, k.producer_id, k.village_code, bits_put(k.households, c.places, c.are_in) as households
          from (select s.county_code, s.month, s.producer_id, s.village_code, array_agg(p.place) as places, array_agg(s.is_in) as are_in
                from state s
                join (select k.county_code, k.village_code, k.household_id, k.place from known k where k.place is not null
                      union all
                      select n.county_code, n.village_code, n.household_id, n.place from placed n
                      union all
                      -- who has nothing left
                      select o.county_code, o.village_code, o.household_id, h.place
                      from (select distinct s.county_code, s.village_code, s.household_id from state s where not s.is_in
                            except
                            select k.county_code, k.village_code, k.household_id from known k) o
                      join household_place h on h.county_code = o.county_code and h.village_code = o.village_code and h.household_id = o.household_id) p
                    on p.county_code = s.county_code and p.village_code = s.village_code and p.household_id = s.household_id
                group by s.county_code, s.month, s.producer_id, s.village_code) c
          join county_month k on k.county_code = c.county_code and k.month = c.month and k.producer_id = c.producer_id and k.village_code = c.village_code) b
    where m.county_code = b.county_code and m.month = b.month and m.producer_id = b.producer_id and m.village_code = b.village_code and m.households <> b.households
    returning m.month
)
select count(*) as cells
from put

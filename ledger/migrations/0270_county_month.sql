-- A county's sums of a month by producer (village_code '') and by village (producer_id 0), and which households have anything credited in them: one bit each, at its place, so that households of
-- several months are counted once without a row of each. Kept by the roll-up from household_month.
create table household_place (
    county_code   text not null,
    village_code  text not null, -- '': its place in all of the county
    household_id  bigint not null,
    place         int not null,
    constraint household_place_key primary key (county_code, village_code, household_id),
    constraint household_place_place unique (county_code, village_code, place)
);
create table county_month (
    county_code   text not null,
    month         text not null,
    producer_id   bigint not null,
    village_code  text not null,
    accrued_fen   bigint not null,
    matured_fen   bigint not null,
    withheld_fen  bigint not null,
    borne_fen     bigint not null,
    households    bytea not null default '',
    constraint county_month_key primary key (county_code, month, producer_id, village_code)
);
alter table household_place alter column county_code set statistics 10;
alter table county_month alter column county_code set statistics 10;
grant select, insert on household_place to mall_app;
grant select, insert, update on county_month to mall_app;

-- The bits with some set and others cleared: places from 0, the lowest of a byte first (get_bit). It gets longer where a place needs it.
create function bits_put(bits bytea, places int[], is_in boolean[]) returns bytea language plpgsql immutable strict parallel safe as $$
declare
    bytes int := (select coalesce(max(p.place) / 8 + 1, 0) from unnest(places, is_in) as p (place, is_in) where p.is_in);
begin
    if bytes > length(bits) then
        bits := bits || decode(repeat('00', bytes - length(bits)), 'hex');
    end if;
    for i in 1 .. cardinality(places) loop
        if places[i] < length(bits) * 8 then
            bits := set_bit(bits, places[i], is_in[i]::int);
        end if;
    end loop;
    return bits;
end
$$;

-- Makes both tables anew from households' months.
create function county_month_build() returns void language plpgsql as $$
begin
    delete from county_month;
    delete from household_place;
    insert into household_place (county_code, village_code, household_id, place)
    select h.county_code, coalesce(h.village_code, ''), h.household_id, row_number() over (partition by h.county_code, h.village_code order by h.household_id) - 1
    from (select m.county_code, m.village_code, m.household_id
          from household_month m
          group by grouping sets ((m.county_code, m.household_id), (m.county_code, m.village_code, m.household_id))) h;
    insert into county_month (county_code, month, producer_id, village_code, accrued_fen, matured_fen, withheld_fen, borne_fen, households)
    select s.county_code, s.month, s.producer_id, s.village_code, sum(s.accrued_fen), sum(s.matured_fen), sum(s.withheld_fen), sum(s.borne_fen),
        bits_put('', array_agg(p.place), array_agg(s.accrued_fen + s.matured_fen > 0))
    from (select m.county_code, m.month, coalesce(m.producer_id, 0) as producer_id, coalesce(m.village_code, '') as village_code, m.household_id, sum(m.accrued_fen) as accrued_fen,
              sum(m.matured_fen) as matured_fen, sum(m.withheld_fen) as withheld_fen, sum(m.borne_fen) as borne_fen
          from household_month m
          group by grouping sets ((m.county_code, m.month, m.producer_id, m.household_id), (m.county_code, m.month, m.village_code, m.household_id))) s
    join household_place p on p.county_code = s.county_code and p.village_code = s.village_code and p.household_id = s.household_id
    group by s.county_code, s.month, s.producer_id, s.village_code;
end
$$;
revoke execute on function county_month_build() from public;

create or replace function roll_up_build() returns void language plpgsql as $$
begin
    perform roll_up_build_months();
    delete from household_sum;
    insert into household_sum (county_code, household_id, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select h.county_code, h.household_id, sum(h.credited_fen), sum(h.reversed_fen), sum(h.accrued_fen), sum(h.matured_fen), sum(h.withheld_fen)
    from household_month h
    group by h.county_code, h.household_id;
    perform county_month_build();
end
$$;
select county_month_build();
analyze household_place;
analyze county_month;

-- Writes rosters that are not there yet, with their places. $1 ids, $2 counties, $3 plans, $4 pool numbers, $5 kinds, $6 digests, $7 stamp key; of the places: $8 roster
-- ids, $9 places, $10 counties, $11 households, $12 villages; $13 of the rosters whose plans they are of. Somebody else's of the same moment is waited for and stays. Columns: none. Index: roster_once.
with fresh as (
    insert into roster (id, county_code, plan_id, pool_no, kind, digest, producer_id, stamp)
    select n.id, n.county_code, n.plan_id, n.pool_no::int, n.kind, n.digest, n.producer_id,
           row_stamp($7::bytea, record_send(row('roster'::text, n.id, n.county_code, n.plan_id, n.pool_no::int, n.kind, n.digest)))
    from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as plan_id, unnest($4::bigint[]) as pool_no,
                 unnest($5::text[]) as kind, unnest($6::bytea[]) as digest, unnest($13::bigint[]) as producer_id) n
    order by n.plan_id, n.pool_no, n.kind, n.digest
    on conflict do nothing
    returning id, county_code
)
insert into roster_place (roster_id, place, county_code, household_id, village_code)
select n.roster_id, n.place::int, n.county_code, n.household_id, n.village_code
from (select unnest($8::bigint[]) as roster_id, unnest($9::bigint[]) as place, unnest($10::text[]) as county_code, unnest($11::bigint[]) as household_id,
             unnest($12::text[]) as village_code) n
join fresh f on f.id = n.roster_id and f.county_code = n.county_code

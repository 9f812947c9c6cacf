-- Writes rosters that are not there yet, with their places. $1 ids, $2 counties, $3 plans, $4 pool numbers, $5 kinds, $6 digests, $7 stamp key; of the places: $8 roster
-- ids, $9 places, $10 counties, $11 households, $12 villages. Somebody else's of the same moment is waited for and stays. Columns: none. Index: roster_once.
with fresh as (
    insert into roster (id, county_code, plan_id, pool_no, kind, digest, stamp)
    select n.id, n.county_code, n.plan_id, n.pool_no::int, n.kind, n.digest,
           row_stamp($7::bytea, record_send(row('roster'::text, n.id, n.county_code, n.plan_id, n.pool_no::int, n.kind, n.digest)))
    from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[]) as n (id, county_code, plan_id, pool_no, kind, digest)
    order by n.plan_id, n.pool_no, n.kind, n.digest
    on conflict do nothing
    returning id, county_code
)
insert into roster_place (roster_id, place, county_code, household_id, village_code)
select n.roster_id, n.place::int, n.county_code, n.household_id, n.village_code
from unnest($8::bigint[], $9::bigint[], $10::text[], $11::bigint[], $12::text[]) as n (roster_id, place, county_code, household_id, village_code)
join fresh f on f.id = n.roster_id and f.county_code = n.county_code

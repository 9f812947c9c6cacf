-- A household's number of chance, in a village: sums of many households, each times its own, are the same only where each household has the same. A seed is taken anew each time.
create function household_weight(household_id bigint, village_code text, seed bigint) returns bigint language sql immutable strict parallel safe
    return ((hashint8extended(household_id, seed) # hashtextextended(village_code, seed)) >> 33) & 2147483647 | 1;
grant execute on function household_weight(bigint, text, bigint) to mall_app;
-- All are held against their entries each time now.
drop table roll_up_proof;

-- A household's weight in the sums that a nightly audit compares. Of a number PostgreSQL hashes no more than 32 bits, whatever the seed: two households whose bits fold to the same always weighed the
-- same, so that what one had of the other's would not have shown. Of a text it hashes all.
create or replace function household_weight(household_id bigint, village_code text, seed bigint) returns bigint language sql immutable strict parallel safe
    return (hashtextextended(household_id::text || '/' || village_code, seed) >> 33) & 2147483647 | 1;

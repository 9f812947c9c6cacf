-- Whether the waybills of parcels are those that are kept as theirs in the country: sums over both, of a hash of each with its owner and a number of chance, are the same. $1 ids from which on (0 = all).
-- Columns: agree.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
)
select (select sum(hashtextextended(p.carrier || ' ' || p.waybill_no, p.id # (select seed from chance))) from parcel p where p.id >= $1 and p.waybill_no is not null)
    is not distinct from (select sum(hashtextextended(u.value, u.owner_id # (select seed from chance))) from unique_value u where u.kind = 'waybill' and u.owner_id >= $1) as agree

-- Households of a county that have one bank account together, next to each other. $1 county.
-- Columns: group_no (the same for one account), household_id, household_no, pseudonym, village_code, state, _bank (sealed). Index: household_bank, household_village.
select dense_rank() over (order by n.first_id) as group_no, n.household_id, n.household_no, n.pseudonym, n.village_code, n.state, n._bank
from (
    select min(h.id) over (partition by h.bank_hash) as first_id, count(*) over (partition by h.bank_hash) as households, h.id as household_id, h.household_no,
        h.pseudonym, h.village_code, h.state, h.bank_sealed as _bank
    from household h
    where h.bank_hash is not null and h.village_code >= $1::text and h.village_code < $1::text || ':'
) n
where n.households > 1
order by group_no, n.household_id
limit 500

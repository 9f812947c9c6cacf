-- Households of a county that have one bank account together, where that is not known yet. $1 county, $2 not asked, $3 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: household_bank, fraud_flag_of.
with w as (
    select min(h.id) as household_id, 0::bigint as organisation_id, string_agg(h.id::text, ',' order by h.id) as words,
        jsonb_build_object('count', count(*), 'households', jsonb_agg(jsonb_build_object('household_id', h.id::text, 'name', h.pseudonym, 'village_code', h.village_code) order by h.id)) as evidence
    from household h
    where h.county_code = $1::text and h.bank_hash is not null and h.state <> 'removed' and $2::bigint >= 0
    group by h.bank_hash
    having count(*) between 2 and 50
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = $1::text and f.kind = 'shared_bank' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $3

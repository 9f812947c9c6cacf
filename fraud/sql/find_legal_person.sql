-- Households that a seller credits whose legal person is one of them, where that is not known yet. $1 county, $2 sellers, $3 hashes of their legal persons' numbers, $4 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: household_member_id_unique, household_month_key, fraud_flag_of.
with w as (
    select distinct p.household_id, n.organisation_id, p.member_no::text as words, jsonb_build_object('member_no', p.member_no, 'relation', p.relation) as evidence
    from (select unnest($2::bigint[]) as organisation_id, unnest($3::bytea[]) as hash) n
    join household_member p on p.id_number_hash = n.hash
    where p.county_code = $1::text
      and exists (select 1 from household_month m where m.household_id = p.household_id and m.producer_id = n.organisation_id and m.county_code = p.county_code and m.credited_fen > m.reversed_fen)
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = $1::text and f.kind = 'legal_person' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $4

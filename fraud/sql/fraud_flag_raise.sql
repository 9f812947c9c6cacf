-- Raises flags of a kind, or gives those that wait their new evidence. $1 county, $2 kind, $3 new ids, $4 households, $5 organisations, $6 marks, $7 evidence.
-- Columns: id (of each that was written). Index: fraud_flag_open.
with n as (
    select unnest($3::bigint[]) as id, unnest($4::bigint[]) as household_id, unnest($5::bigint[]) as organisation_id, unnest($6::text[]) as mark, unnest($7::text[]) as evidence
), renewed as (
    update fraud_flag f set mark = n.mark, evidence = n.evidence::jsonb, found_at = now()
    from n
    where f.county_code = $1::text and f.kind = $2::text and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.state in ('raised', 'looked_at')
    returning f.id, f.household_id, f.organisation_id
), fresh as (
    insert into fraud_flag (id, county_code, kind, household_id, organisation_id, mark, evidence)
    select n.id, $1::text, $2::text, n.household_id, n.organisation_id, n.mark, n.evidence::jsonb
    from n
    where not exists (select 1 from renewed r where r.household_id = n.household_id and r.organisation_id = n.organisation_id)
    returning id
)
select id from renewed
union all
select id from fresh

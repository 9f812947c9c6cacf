-- Households whose own people have a role at the seller that credits them, where that is not known yet. $1 county, $2 not asked, $3 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: organisation_county, role_grant_org, role_grant_once, household_month_key, register_verdict_open, fraud_flag_of.
with w as (
    select x.household_id, x.organisation_id, string_agg(distinct x.source || ':' || x.role, ',' order by x.source || ':' || x.role) as words,
        jsonb_build_object('sources', jsonb_agg(distinct jsonb_build_object('source', x.source, 'role', x.role))) as evidence
    from (select g.household_id, o.id as organisation_id, 'account' as source, s.role
          from organisation o
          join role_grant s on s.org_id = o.id and (s.valid_to is null or s.valid_to > now())
          join role_grant g on g.account_id = s.account_id and g.role = 'household' and (g.valid_to is null or g.valid_to > now())
          where o.county_code = $1::text and $2::bigint >= 0
            and exists (select 1 from household_month m where m.household_id = g.household_id and m.producer_id = o.id and m.county_code = o.county_code and m.credited_fen > m.reversed_fen)
          union all
          select d.household_id, d.producer_id, 'register', ''
          from register_verdict d
          where d.county_code = $1::text and d.until is null and d.cleared_at is null and d.verdict in ('doubt', 'unfit') and substr(d.rules, 7, 1) = '-') x
    group by x.household_id, x.organisation_id
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = $1::text and f.kind = 'staff_benefits' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $3

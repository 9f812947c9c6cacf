-- Households whose consent is not what they said last or, when they said nothing, what the register's paper has. Columns: subject, detail.
with said as (
    select distinct on (c.household_id, c.kind) c.household_id, c.county_code, c.kind, c.given
    from household_consent c
    order by c.household_id, c.kind, c.id desc
)
select 'household:' || h.id as subject, k.kind || ' is ' || k.given || ', said was ' || coalesce(s.given::text, 'nothing') as detail
from household h
cross join lateral (values ('linked', h.consent_linked, true), ('named', h.consent_named, false), ('shown', h.consent_shown, true)) k (kind, given, unsaid)
left join said s on s.household_id = h.id and s.county_code = h.county_code and s.kind = k.kind
where k.given <> coalesce(s.given, k.unsaid)
limit 20

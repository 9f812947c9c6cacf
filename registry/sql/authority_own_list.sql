-- For whom an account may act, newest first. $1 account, $2 id to begin before, $3 limit.
-- Columns: authority_id, household_id, pseudonym, household_no, village_code, account_id, relation, scope, begins_on, ends_on, consent_kind, consent_no, consent_on, consent_by,
-- scan_id, recorded_at, state, answer, proxy_name, recorded_by_name, confirmed_by_name, _phone, _recorded_by.
-- Index: proxy_authority_account.
select a.id as authority_id, a.household_id, h.pseudonym, h.household_no, a.village_code, a.account_id, a.relation, to_jsonb(a.scope) as scope, a.begins_on, a.ends_on, a.consent_kind,
    a.consent_no, a.consent_on, a.consent_by, a.scan_id, a.recorded_at, a.state, a.answer, p.display_name as proxy_name, r.display_name as recorded_by_name,
    coalesce(c.display_name, '') as confirmed_by_name, p.phone_sealed as _phone, a.recorded_by as _recorded_by
from proxy_authority a
join household h on h.id = a.household_id and h.county_code = a.county_code
join account p on p.id = a.account_id
join account r on r.id = a.recorded_by
left join account c on c.id = a.confirmed_by
where a.account_id = $1 and a.id < $2
order by a.id desc
limit $3

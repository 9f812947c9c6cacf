-- Codes of a household, newest first. $1 household, $2 cursor (codes below it), $3 limit.
-- Columns: code_id, state, maker_id, made_at, expires_at, revoked_at, uses, used_at. Index: paper_code_household.
select id as code_id, case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end as state, made_by as maker_id, made_at,
    expires_at, revoked_at, uses, used_at
from paper_code
where household_id = $1 and id < $2
order by id desc
limit $3

-- Notes in the access trail that a role was given or taken back, in the county of the role. $1 id, $2 account, $3 purpose, $4 grant, $5 stamp key, $6 request (null = of no person), $7 household for which. Columns: none.
-- Index: role_grant primary key, organisation and household primary key.
insert into access_trail (id, account_id, purpose, subject, subject_id, county_code, fields, at, stamp, request_id, on_behalf_of)
select $1::bigint, $2::bigint, $3::text, 'role_grant', g.id, c.county_code, g.role, now(),
       row_stamp($5::bytea, case when $6::text is null
           then record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, 'role_grant'::text, g.id, g.role, now(), c.county_code))
           else record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, 'role_grant'::text, g.id, g.role, now(), c.county_code, $6::text, $7::bigint)) end),
       $6::text, $7::bigint
from role_grant g
cross join lateral (
    select coalesce(nullif(left(g.region_code, 6), ''),
        (select u.county_code from (select o.county_code from organisation o where o.id = g.org_id
                                    union all
                                    select h.county_code from household h where h.id = g.household_id) u), '') as county_code
) c
where g.id = $4::bigint

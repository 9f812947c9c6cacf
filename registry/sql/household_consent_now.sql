-- What holds of a household's consent, and by which saying. $1 household. Columns: kind, given, way (register: as it came), reference, scan_id, actor_name, said_at (null: as it came).
-- Index: household primary key, household_consent_of.
select k.kind, k.given, coalesce(c.way, 'register') as way, coalesce(c.reference, h.household_no) as reference, c.scan_id, coalesce(a.display_name, '') as actor_name, c.at as said_at
from household h
cross join lateral (values (1, 'linked', h.consent_linked), (2, 'named', h.consent_named), (3, 'shown', h.consent_shown)) k (place, kind, given)
left join lateral (select n.way, n.reference, n.scan_id, n.account_id, n.at
                   from household_consent n
                   where n.household_id = h.id and n.county_code = h.county_code and n.kind = k.kind
                   order by n.id desc
                   limit 1) c on true
left join account a on a.id = c.account_id
where h.id = $1
order by k.place

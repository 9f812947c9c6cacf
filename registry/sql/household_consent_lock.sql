-- Locks a household. $1 id, $2 kind of consent. Columns: state, county_code, held (it agreed to that). Index: household primary key.
select state, county_code, case $2::text when 'linked' then consent_linked when 'named' then consent_named else consent_shown end as held
from household
where id = $1
for update

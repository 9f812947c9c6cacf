-- Until when an organisation's papers hold. $1 organisation, $2 last day ('infinity' = no end). Index: organisation primary key.
-- Columns: state, county_code, holds (today is not behind it).
update organisation
set papers_until = $2::date
where id = $1
returning state, county_code, papers_until >= (now() at time zone 'Asia/Shanghai')::date as holds

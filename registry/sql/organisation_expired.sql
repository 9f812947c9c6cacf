-- Locks active organisations whose papers do not hold any more. $1 limit. Columns: id, county_code. Index: organisation_papers.
select o.id, o.county_code
from organisation o
where o.state = 'active' and o.papers_until < (now() at time zone 'Asia/Shanghai')::date
order by o.papers_until
limit $1
for update

-- Organisations whose papers do not hold any more stop selling. $1 limit. Columns: id, county_code. Index: organisation_papers.
update organisation
set state = 'expired'
where id = any (array(
    select o.id
    from organisation o
    where o.state = 'active' and o.papers_until < (now() at time zone 'Asia/Shanghai')::date
    order by o.papers_until
    limit $1
    for update skip locked))
returning id, county_code

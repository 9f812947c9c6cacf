-- Counties that sell, with villages, a station, two cooperatives and who works there; the buyers; the register's households with their members.
-- One household in a hundred is suspended, since before the first order: its shares are withheld. Everybody is invented.
-- Reads :'county_file', the list of counties (ops/data/counties_832.csv).

create temporary table poor (code text, name text, prefecture text, exit_year int);
\set copy_counties '\\copy poor from ' :'county_file' ' csv header'
:copy_counties

-- The demo's counties come first, with what they have.
create table county as
select row_number() over (order by has.station_id is null, g.code) - 1 as no, g.code as county_code, g.name, has.station_id is not null as is_there,
       coalesce(has.station_id, was(row_number() over (order by has.station_id is null, g.code) - 1, 1)) as station_id
from region g
left join lateral (select min(o.id) as station_id from organisation o where o.county_code = g.code and o.kind = 'station' and o.state = 'active') has on true
where g.level = 3 and (has.station_id is not null or g.code in (select code from poor))
  and (has.station_id is not null or exists (select 1 from region t where t.level = 4 and t.parent_code = g.code))
order by 1
limit (select counties from asked);

insert into region (code, level, parent_code, name, pickable)
select t.code || to_char(v, 'FM200'), 5, t.code, '示例' || (array['一', '二', '三'])[v] || '村', true
from county c
cross join lateral (select g.code from region g where g.level = 4 and g.parent_code = c.county_code order by g.code limit 2) t
cross join generate_series(1, 3) v
where not c.is_there
on conflict do nothing;
create table village as
select c.county_code, c.no as county_no, g.code, (row_number() over (partition by c.no order by g.code) - 1)::int as no, (count(*) over (partition by c.no))::int as of
from county c
join region g on g.level = 5 and g.pickable and g.code between c.county_code and c.county_code || '999999';

-- ---- organisations
create view new_organisation as
select c.station_id as id, 'grow-' || c.county_code || '-0' as code, 'station' as kind, c.name || '示例电商服务站' as name,
       '93' || c.county_code || 'MA' || lpad(c.no::text, 7, '0') || '0' as uscc, c.county_code, at((select begin_ms from asked)) as created_at
from county c
where not c.is_there
union all
select was(c.no * 2 + i, 2), 'grow-' || c.county_code || '-' || i + 1, 'cooperative', c.name || '示例' || (array['林果', '粮油'])[i + 1] || '专业合作社',
       '93' || c.county_code || 'MA' || lpad(c.no::text, 7, '0') || i + 1, c.county_code, at((select begin_ms from asked))
from county c
cross join generate_series(0, 1) i
where not c.is_there;
select put('organisation');
create table seller as
select row_number() over (order by o.county_code, o.id) - 1 as no, o.id as producer_id, o.name, c.county_code, c.no as county_no, c.station_id,
       rtrim(c.name, '县市区旗') as place
from county c
join organisation o on o.county_code = c.county_code and o.kind in ('cooperative', 'enterprise', 'family_farm', 'village_collective') and o.state = 'active';

-- ---- accounts: buyers, and who packs at the new stations
create table person as
select was(i, 3) as id, '1' || 6600000000 + i as phone, '示例买家 ' || i as display_name, null::bigint as org_id, i as no
from generate_series(0, (select buyers from asked) - 1) i
union all
select was(c.no, 4), '1' || 6690000000 + c.no, '示例站员', c.station_id, c.no
from county c
where not c.is_there;

-- ---- households
create table home as
select was(i, 5) as id, v.county_code, v.code as village_code, i as no, luck(i, 5) < 0.01 as is_suspended,
       'G' || v.county_code || '-' || lpad(i::text, 7, '0') as household_no,
       (array['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周'])[1 + (luck(i, 6) * 10)::int % 10] as surname, 1 + (luck(i, 7) * 3)::int % 3 as members
from generate_series(0, (select households from asked) - 1) i
join (select row_number() over (order by no, county_no) - 1 as place, county_code, code from village) v on v.place = i % (select count(*) from village);

create view seal_wish as
select 'account.phone' as field, id as row_id, 0 as part, phone as plain from person
union all
select 'member.name', h.id, m, h.surname || '示例' || m from home h, generate_series(1, h.members) m
union all
select 'member.id_number', h.id, m, h.county_code || '19600101' || lpad((h.no * 3 + m)::text, 8, '0') from home h, generate_series(1, h.members) m;

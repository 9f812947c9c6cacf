-- Accounts, households and members, now that their fields are sealed.
create index on sealed (row_id, part, field);
analyze sealed;

create view new_account as
select p.id, s.hash as phone_hash, s.value as phone_sealed, p.display_name, at((select begin_ms from asked)) as created_at
from person p
join sealed s on s.row_id = p.id and s.field = 'account.phone';
select put('account');
create view new_role_grant as
select was(p.no, 7) as id, p.id as account_id, 'station_officer' as role, p.org_id, 0 as granted_by, at((select begin_ms from asked)) as valid_from
from person p
where p.org_id is not null;
select put('role_grant');

create view new_household as
select h.id, h.household_no, h.county_code, h.village_code, h.surname || '家第' || h.no + 1000 || '户' as pseudonym, date '2015-01-01' + (luck(h.no, 8) * 1000)::int as identified_on,
       '一般贫困户' as attribute, '脱贫户' as family_type, '因病' as main_cause, case when h.is_suspended then 'suspended' else 'confirmed' end as state, false as smartphone,
       true as proxy, at((select begin_ms from asked)) as created_at
from home h;
select put('household');
create view household_number as
select 'household_no' as kind, household_no as value, id as owner_id
from new_household;
select put('unique_value', 'household_number');
create view new_household_member as
select was(h.no * 3 + m, 6) as id, h.county_code, h.id as household_id, m as member_no, n.value as name_sealed, n.hash as name_hash, i.value as id_number_sealed, i.hash as id_number_hash,
       (array['男', '女', '男'])[m] as sex, (array['户主', '配偶', '之子'])[m] as relation, '普通劳动力' as labour
from home h
cross join generate_series(1, h.members) m
join sealed n on n.row_id = h.id and n.part = m and n.field = 'member.name'
join sealed i on i.row_id = h.id and i.part = m and i.field = 'member.id_number';
select put('household_member');
create view new_state_log as
select was(h.no, 8) as id, h.county_code as shard_key, 'household' as machine, h.id as object_id, 'confirmed' as from_state, 'suspended' as to_state, 2 as actor_id,
       'grown' as reason, at((select begin_ms from asked) - 3600000) as at
from home h
where h.is_suspended;
select put('state_log');
drop view new_state_log;
truncate sealed;

-- More kinds of organisations: others that sell, the offices of the four levels, and those who buy or help; roles for the people of both.
alter table organisation drop constraint organisation_kind_check;
alter table organisation add constraint organisation_kind_check check (kind in ('cooperative', 'enterprise', 'family_farm', 'village_collective', 'station',
    'township_office', 'county_centre', 'city_office', 'village_point', 'purchasing_unit', 'social_organisation'));
alter table organisation drop constraint organisation_state_check;
alter table organisation add constraint organisation_state_check check (state in ('applied', 'active', 'suspended', 'removed', 'expired'));
-- The last day on which all papers hold that it must have to sell; null = nobody asked it for papers (it was here before). Kept by whoever reviews papers, and
-- held against them by the audit.
alter table organisation add column papers_until date;
create index organisation_papers on organisation (papers_until) where papers_until is not null and state = 'active';

alter table role_grant drop constraint role_grant_role_check;
alter table role_grant add constraint role_grant_role_check check (role in ('producer', 'station_officer', 'village_officer', 'county_auditor', 'operator',
    'household', 'township_officer', 'department_officer', 'county_centre', 'city_officer', 'listing_clerk', 'packer', 'accountant'));
create index role_grant_org on role_grant (org_id) where org_id is not null;

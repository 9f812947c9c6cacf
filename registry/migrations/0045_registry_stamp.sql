-- Stamps of the register's rows and of roles (base/stamp.h). What is sealed under a master key (phones, accounts) is not in them: it must open for its row.

alter table household add column stamp bytea;
create function stamp_bytes(t household) returns bytea language sql stable
    return record_send(row('household'::text, t.id, t.household_no, t.county_code, t.village_code, t.pseudonym, t.identified_on, t.attribute,
        t.family_type, t.main_cause, t.smartphone, t.proxy, t.created_at));
grant execute on function stamp_bytes(household) to mall_app;

alter table household_member add column stamp bytea;
create function stamp_bytes(t household_member) returns bytea language sql stable
    return record_send(row('household_member'::text, t.id, t.county_code, t.household_id, t.member_no, t.sex, t.relation, t.labour));
grant execute on function stamp_bytes(household_member) to mall_app;

alter table organisation add column stamp bytea;
create function stamp_bytes(t organisation) returns bytea language sql stable
    return record_send(row('organisation'::text, t.id, t.code, t.kind, t.name, t.uscc, t.county_code, t.township_code, t.village_code, t.created_at));
grant execute on function stamp_bytes(organisation) to mall_app;

alter table role_grant add column stamp bytea;
create function stamp_bytes(t role_grant) returns bytea language sql stable
    return record_send(row('role_grant'::text, t.id, t.account_id, t.role, t.region_code, t.org_id, t.household_id, t.valid_from, t.valid_to, t.expires_at,
        t.awaits_second, t.confirmed_by,
        t.granted_by, t.reason));
grant execute on function stamp_bytes(role_grant) to mall_app;

alter table access_trail add column stamp bytea;
create function stamp_bytes(t access_trail) returns bytea language sql stable
    return record_send(row('access_trail'::text, t.id, t.account_id, t.purpose, t.subject, t.subject_id, t.fields, t.at, t.county_code));
grant execute on function stamp_bytes(access_trail) to mall_app;

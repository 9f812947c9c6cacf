-- A person of the household is in a household of another county as well (registry's household_double).
alter table fraud_flag drop constraint fraud_flag_kind;
alter table fraud_flag add constraint fraud_flag_kind
    check (kind in ('shared_bank', 'many_sellers', 'staff_benefits', 'legal_person', 'high_income', 'own_purchases', 'shared_delivery', 'two_counties'));

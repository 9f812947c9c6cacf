-- One kind of flag more: purchases of several buyers that all go to one telephone.
alter table fraud_flag drop constraint fraud_flag_kind;
alter table fraud_flag add constraint fraud_flag_kind
    check (kind in ('shared_bank', 'many_sellers', 'staff_benefits', 'legal_person', 'high_income', 'own_purchases', 'shared_delivery'));

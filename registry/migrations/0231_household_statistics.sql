-- Nobody asks for a sealed value, or for one of these hashes, by what it is: the planner needs no figures of them, and making them means sorting thousands of long
-- values each time a snapshot is looked over.
alter table household_stage alter column phone_sealed set statistics 0, alter column phone_hash set statistics 0, alter column bank_sealed set statistics 0,
    alter column bank_hash set statistics 0, alter column facts_sealed set statistics 0, alter column facts_hash set statistics 0,
    alter column said_sealed set statistics 0, alter column said_hash set statistics 0;
alter table household_stage_member alter column name_sealed set statistics 0, alter column name_hash set statistics 0, alter column id_number_sealed set statistics 0,
    alter column phone_sealed set statistics 0, alter column phone_hash set statistics 0;
alter table household alter column phone_sealed set statistics 0, alter column bank_sealed set statistics 0, alter column stamp set statistics 0;
alter table household_member alter column name_sealed set statistics 0, alter column id_number_sealed set statistics 0, alter column phone_sealed set statistics 0,
    alter column stamp set statistics 0;
alter table household_version alter column facts_sealed set statistics 0, alter column facts_hash set statistics 0, alter column said_sealed set statistics 0,
    alter column said_hash set statistics 0, alter column stamp set statistics 0;

-- What is staged is read once, some minutes later: kept in the row, it need not be put aside and fetched again.
alter table household_stage set (toast_tuple_target = 8160);

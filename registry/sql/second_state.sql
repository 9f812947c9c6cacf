-- Whether an account's second factor counts, and how many spare codes are left. $1 account. Columns: set_up, spare_codes_left. Index: second_factor primary key,
-- second_spare primary key.
select exists (select from second_factor f where f.account_id = $1 and f.confirmed_at is not null) as set_up,
    (select count(*) from second_spare s where s.account_id = $1 and s.used_at is null) as spare_codes_left

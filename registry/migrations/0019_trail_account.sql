-- What an account read and changed is found by the account.

create index access_trail_account on access_trail (account_id, id);

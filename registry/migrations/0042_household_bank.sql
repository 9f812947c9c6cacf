-- Whether a bank account is several households'.

create index household_bank on household (bank_hash) where bank_hash is not null;

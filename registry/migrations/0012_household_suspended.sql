-- Households that wait to be looked into: few of many.
create index household_suspended on household (village_code) where state = 'suspended';

-- What is withheld, by county and household: few rows that an auditor reads. Other entries do not touch it.
create index attribution_withheld on attribution (county_code, household_id, id) where state = 'withheld';

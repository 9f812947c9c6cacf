-- A county's households, in their order and by state: a list of them walked all households of the country by their numbers until a page was full, and counted the county's
-- by reading each.
create index household_county on household (county_code, id) include (state);

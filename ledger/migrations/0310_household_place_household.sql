-- The audit looks at households one after the other, and at where each stands.
create index household_place_household on household_place (household_id);

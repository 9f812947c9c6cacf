-- Lists leave out what is of an organisation that is not active: few are not.
create index organisation_not_active on organisation (id) where state <> 'active';

-- Whether a season holds on a day, all three as 'MM-DD'. It may go over new year; '' = none is known, it always holds.
create function season_holds(season_from text, season_to text, day text) returns boolean
language sql immutable parallel safe
return season_from = '' or case when season_from <= season_to then day between season_from and season_to
                                else day >= season_from or day <= season_to end;
grant execute on function season_holds to mall_app;

-- Days since a season began, 0 to 365, in a year that has all days.
create function season_age(season_from text, day text) returns integer
language sql immutable parallel safe
return mod(make_date(2024, left(day, 2)::int, right(day, 2)::int) - make_date(2024, left(season_from, 2)::int, right(season_from, 2)::int) + 366, 366);
grant execute on function season_age to mall_app;

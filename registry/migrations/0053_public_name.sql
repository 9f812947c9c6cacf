-- What everybody may call a household: its number in the village, without the surname that stands before it for officers.

create function public_name(h household) returns text language sql stable
    return coalesce(substring(h.pseudonym from '第[0-9]+户$'), '农户');
grant execute on function public_name(household) to mall_app;

-- What a text must be like to hold each of some words: patterns of LIKE, which compares a text with all of them at once.
create function search_patterns(words text[]) returns text[] language sql immutable strict parallel safe
return coalesce((select array_agg('%' || regexp_replace(search_fold(w.word), '([\\%_])', '\\\1', 'g') || '%') from unnest(words) as w (word)), '{}'::text[]);
grant execute on function search_patterns(text[]) to mall_app;

-- The characters and pairs that are looked for in the index of texts: pairs of what has more than one character, as each is then in one of them.
create function search_keys(words text[]) returns text[] language sql immutable strict parallel safe
return coalesce((select array_agg(distinct g.gram)
                 from unnest(words) as w (word)
                 cross join lateral unnest(search_grams(search_fold(w.word))) as g (gram)
                 where char_length(g.gram) > 1 or char_length(search_fold(w.word)) = 1), '{}'::text[]);
grant execute on function search_keys(text[]) to mall_app;

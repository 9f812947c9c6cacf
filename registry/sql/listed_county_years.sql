-- How many names of the national list left it in each year. No parameters. Columns: exit_year, counties. Looks at all of the 832 rows.
select exit_year, count(*) as counties
from listed_county
group by exit_year
order by exit_year

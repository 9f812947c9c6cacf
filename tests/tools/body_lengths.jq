# The longest body that each shape takes, written without blanks: a text with four bytes a character. Input: what
# `mall help bodies` prints (base/shape_schema.h); $most: {name: x-body-max}. Output: lines of
#     operation TAB longest TAB x-body-max
# where half of the limit is less than that; values of any shape count nothing, their rule is in code.

def longest:
    if .enum then ([.enum[] | tojson | utf8bytelength] | max)
    elif .type == "object" then 2 + ([.properties // {} | to_entries[] | (.key | utf8bytelength) + 4 + (.value | longest)] | add // 0)
    elif .type == "array" then 2 + .maxItems * ((.items | longest) + 1)
    elif .type == "string" then 2 + 4 * (.maxLength // 19)
    elif .type == "integer" then 20
    elif .type == "boolean" then 5
    else 0 end;
to_entries[] | .key as $name | (.value | longest) as $longest | select($most[$name] < 2 * $longest)
| [$name, $longest, $most[$name]] | @tsv

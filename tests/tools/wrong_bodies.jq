# From a good body to bodies that the API document does not allow, each wrong in one place, and to bodies at the very
# edge of what it allows. Input: the document. Arguments: $operation, $base (a good body). Output: lines of
#     what TAB code TAB field TAB body
# where code and field are those of the refusal, or "-" for a body at the edge.

. as $document
| def deref: if has("$ref") then ("$ref" as $r | .[$r] | ltrimstr("#/") | split("/")) as $path | ($document | getpath($path)) | deref else . end;
def words($text; $n): [range($n) | $text] | add // "";
def put($path; $value): $base | setpath($path; $value);
def line($what; $code; $path; $body): [$what, $code, ($path | map(tostring) | join("/")), ($body | tojson)] | join("\t");
def wrong($what; $path; $value): line($what; "invalid_field"; $path; put($path; $value));
def edge($what; $path; $value): line($what; "-"; $path; put($path; $value));

def of_text($path):
    wrong("a number for a text"; $path; 7), wrong("a list for a text"; $path; ["x"]), wrong("an object for a text"; $path; {}),
    (if .enum then wrong("another word"; $path; "nonsense"), wrong("no word"; $path; ""), (.enum[] as $word | edge("each word"; $path; $word)) else
        wrong("a control character"; $path; "ab\u0001cd"), wrong("a turned direction"; $path; "ab\u202ecd"), wrong("text and a line break"; $path; "ab\u0085cd"),
        (if .pattern then wrong("another form"; $path; "!!!!!!") else
            (if .maxLength then edge("the longest text"; $path; words("长"; .maxLength)) else empty end),
            (if (.minLength // 0) > 1 then edge("the shortest text"; $path; words("短"; .minLength)) else empty end)
        end),
        (if .maxLength then wrong("a longer text"; $path; words("长"; .maxLength + 1)) else empty end),
        (if (.minLength // 0) > 0 then wrong("a shorter text"; $path; words("短"; .minLength - 1)) else empty end),
        (if .pattern == "^[1-9][0-9]{0,18}$" then ("0", "-1", "01", "1.0", " 1", "9223372036854775808", "0x10") as $id | wrong("no id: \($id)"; $path; $id) else empty end)
    end);
def of_number($path):
    wrong("a text for a number"; $path; "7"), wrong("a real for an integer"; $path; 1.5), wrong("true for a number"; $path; true),
    wrong("one below"; $path; .minimum - 1), edge("the lowest"; $path; .minimum),
    (if .maximum then wrong("one above"; $path; .maximum + 1), edge("the highest"; $path; .maximum) else empty end);
def of_truth($path): wrong("a text for a truth"; $path; "true"), wrong("a number for a truth"; $path; 1);

def cases($path):
    deref
    | if .type == "object" then
        (if $path != [] then line("a list for an object"; "invalid_field"; $path; put($path; [])) else empty end),
        line("a member too many"; "unknown_field"; $path + ["nonsense"]; put($path + ["nonsense"]; 1)),
        ((.required // [])[] as $name | line("a member missing"; "missing_field"; $path + [$name]; $base | delpaths([$path + [$name]])),
            line("null for a member"; "missing_field"; $path + [$name]; put($path + [$name]; null))),
        (.properties | to_entries[] | .key as $name | .value | cases($path + [$name]))
      elif .type == "array" then
        ($base | getpath($path)) as $items
        | wrong("an object for a list"; $path; {}), wrong("a text for a list"; $path; "x"),
        (if (.minItems // 0) > 0 then wrong("an empty list"; $path; []) else empty end),
        (if .maxItems then wrong("a longer list"; $path; [range(.maxItems + 1) | $items[0]]), edge("the longest list"; $path; [range(.maxItems) | $items[0]]) else empty end),
        (.items | cases($path + [0]))
      elif .type == "string" then of_text($path)
      elif .type == "integer" then of_number($path)
      else of_truth($path) end;

[.paths[][] | select(.operationId == $operation)][0].requestBody.content["application/json"].schema | cases([])

# Where the request bodies of the API document differ from the shapes that the program reads them with. Input: the
# document; $bodies: what `mall help bodies` prints (base/shape_schema.h). Output: lines of
#     operation TAB place TAB the document's TAB the shape's
#
# A text with a rule in code ("x-checked") has a pattern here, or at least its lengths; an id and a day have theirs.

. as $document
| def deref: if has("$ref") then ."$ref" as $ref | $document | getpath($ref | ltrimstr("#/") | split("/")) | deref else . end;
def limits: with_entries(select(.key | IN("type", "enum", "minLength", "maxLength", "minimum", "maximum")));
def line($at; $shape): [($at | join("/")), tojson, ($shape | tojson)] | join("\t");
def differ($at; $shape):
    deref
    | if .type != ($shape.type // null) then line($at; $shape)
      elif .type == "object" then
        (if (.required // [] | sort) != ($shape.required | sort) or .additionalProperties != $shape.additionalProperties
            or (.properties | keys) != ($shape.properties | keys)
         then {required, additionalProperties, properties: (.properties | keys)} | line($at; $shape | {required, additionalProperties, properties: (.properties | keys)})
         else empty end),
        (.properties | to_entries[] | .key as $name | select($shape.properties | has($name)) | .value | differ($at + [$name]; $shape.properties[$name]))
      elif .type == "array" then
        (if [.minItems, .maxItems] != ($shape | [.minItems, .maxItems]) then {minItems, maxItems} | line($at; $shape | {minItems, maxItems}) else empty end),
        (.items | differ($at + ["0"]; $shape.items))
      elif .pattern == "^[1-9][0-9]{0,18}$" or $shape.format == "id" then
        if .pattern == "^[1-9][0-9]{0,18}$" and $shape.format == "id" then empty else line($at; $shape) end
      elif .format == "date" or $shape.format == "date" then
        if .format == $shape.format then empty else line($at; $shape) end
      elif .pattern then
        if $shape."x-checked" then empty else line($at; $shape) end
      elif limits != ($shape | limits) then line($at; $shape)
      else empty end;
[.paths[][] | select(.requestBody.content | has("application/json")?)] as $operations
| ($operations[] | select(.operationId as $name | $bodies | has($name) | not) | [.operationId, "-", "described", "the program reads none"] | join("\t")),
  ($bodies | keys[] | select(. as $name | $operations | map(.operationId) | index([$name]) | not) | [., "-", "not described", "read by the program"] | join("\t")),
  ($operations[] | .operationId as $name | select($bodies | has($name)) | .requestBody.content."application/json".schema | differ([]; $bodies[$name]) | "\($name)\t\(.)")

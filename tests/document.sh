# Sourced behind tests/lib.sh by tests that hold answers against the API document: one at a time, or
# many requests over one connection.

# ---- the API document -----------------------------------------------------------------------

# The checker is a tool and no part of what is tested: the one without sanitizers, where there is
# one, takes a tenth of the time.
schema_checker=build/plain/tests/tools/schema_check
[ -x $schema_checker ] || schema_checker=$TEST_BUILD/tests/tools/schema_check

# The document of one operation alone is read in a hundredth of the time; NAMES/OPERATION.
one_document=$TEST_TMP/operations.d
mkdir "$one_document"
$schema_checker split "$TEST_BUILD/gen/openapi.json" "$one_document" ||
    bail_out "the document falls into its operations"

# Where the last answer, or a body, departs from the document; empty when it does not.
departs() { # OPERATION
    $schema_checker "$one_document/$1" "$1" "$STATUS" \
        "$(header content-type)" "$TEST_TMP/body" 2>&1
}

request_departs() { # OPERATION JSON
    printf '%s' "$2" >"$TEST_TMP/asked"
    $schema_checker "$one_document/$1" "$1" request \
        application/json "$TEST_TMP/asked" 2>&1
}

# The last answer has this status and is what the document says of the operation.
check_answer() { # NAME OPERATION STATUS
    check_eq "$1" "$STATUS $(departs "$2")" "$3 "
    [ "$3" -ge 400 ] || echo "$2" >>"$TEST_TMP/answered"
}

# A problem document with status and code that the operation's description lists.
check_problem() { # NAME OPERATION STATUS CODE [FIELD]
    check_eq "$1" "$STATUS $(json '.code' 2>/dev/null)${5:+ $(json .field 2>/dev/null)} $(departs \
        "$2")" "$3 $4${5:+ $5} "
}

# ---- many requests at once ------------------------------------------------------------------

# Collects requests, sends them over one connection, and holds each answer against what was wanted
# and the document.
batch_begin() {
    rm -rf "$TEST_TMP/batch"
    mkdir "$TEST_TMP/batch"
    batch_count=0 batch_one=
    : >"$TEST_TMP/batch.curl"
    : >"$TEST_TMP/batch.wanted"
}

# WANT is an extended regular expression of the whole line "STATUS CODE FIELD" ("-" where there is
# none); behind "!" it must not match. With a TOKEN it is sent along. BODY-FILE "-" is none.
batch_add() { # OPERATION WHAT WANT METHOD PATH BODY-FILE [HEADER...]
    batch_count=$((batch_count + 1))
    case $batch_one in
    '' | "$1") batch_one=$1 ;;
    *) batch_one=/ ;; # there are several
    esac
    printf '%s\t%s\t%s\t%s\n' $batch_count "$1" "$2" "$3" >>"$TEST_TMP/batch.wanted"
    batch_method=$4 batch_path=$5 batch_body=$6
    shift 6
    {
        [ $batch_count = 1 ] || echo next
        printf 'url = "%s"\nrequest = "%s"\npath-as-is\nsilent\nmax-time = %s\n' "$URL$batch_path" \
            "$batch_method" $TEST_PATIENCE_S
        printf 'output = "%s"\n' "$TEST_TMP/batch/$batch_count"
        printf 'write-out = "%s\\t%%{http_code}\\t%%{content_type}\\t%%header{x-request-id}\\t' \
            $batch_count
        printf '%%header{allow}\\n"\n'
        [ "$batch_body" = - ] || printf 'data-binary = "@%s"\n' "$batch_body"
        [ -z "$TOKEN" ] || printf 'header = "Authorization: Bearer %s"\n' "$TOKEN"
        for batch_header in "$@"; do printf 'header = "%s"\n' "$batch_header"; done
    } >>"$TEST_TMP/batch.curl"
}

# A file with a body of this batch: sets batch_file.
batch_body() { # TEXT
    batch_file=$TEST_TMP/batch/body.$((batch_count + 1))
    printf '%s' "$1" >"$batch_file"
}

# What the batch's answers allow, a line each: WHAT TAB methods.
batch_allowed() {
    awk -F '\t' 'FNR == NR { gsub(/ /, "", $5); allow[$1] = $5; next }
        { print $3 "\t" allow[$1] }' "$TEST_TMP/batch.got" "$TEST_TMP/batch.wanted"
}

# Prints what is not as it was wanted, or no proper problem document.
batch_run() {
    [ $batch_count -gt 0 ] || { echo "no requests"; return; }
    curl -K "$TEST_TMP/batch.curl" >"$TEST_TMP/batch.got" 2>"$TEST_TMP/batch.errors"
    [ "$batch_one" != / ] && batch_document=$one_document/$batch_one ||
        batch_document=$TEST_BUILD/gen/openapi.json
    # number, status, code and field, and what every problem has besides
    (cd "$TEST_TMP/batch" && seq $batch_count |
        xargs -r gojq -r '[input_filename, "\(.code // "-") \(.field // "-")", .request_id // "-",
        (if .type == "/problems/\(.code)" then "" else "its type is \(.type)" end),
        (if (.title // "" | test("\\p{Han}")) and (.detail == null or (.detail | test("\\p{Han}")))
        then "" else "not in Chinese: \(.title) \(.detail)" end)] | @tsv') \
        >"$TEST_TMP/batch.read" 2>>"$TEST_TMP/batch.errors"
    awk -F '\t' -v folder="$TEST_TMP/batch/" \
        'FNR == NR { operation[$1] = $2; next }
        { print operation[$1] "\t" $2 "\t" $3 "\t" folder $1 }' \
        "$TEST_TMP/batch.wanted" "$TEST_TMP/batch.got" |
        $schema_checker "$batch_document" 2>&1 |
        sed "s|$TEST_TMP/batch/||" >"$TEST_TMP/batch.faults"
    awk -F '\t' -v got="$TEST_TMP/batch.got" -v read="$TEST_TMP/batch.read" '
        FILENAME == got { status[$1] = $2; type[$1] = $3; id[$1] = $4; next }
        FILENAME == read {
            code[$1] = $2
            wrong[$1] = $4 $5 ($3 == id[$1] ? "" : " request_id is not the header\047s")
            next
        }
        {
            line = status[$1] " " ($1 in code ? code[$1] : "- -")
            negative = substr($4, 1, 1) == "!"
            pattern = "^(" substr($4, 1 + negative) ")$"
            if ((line ~ pattern) == negative) print $2 ", " $3 ": got " line ", want " $4
            if (status[$1] >= 400 && type[$1] != "application/problem+json")
                print $2 ", " $3 ": " type[$1]
            if (status[$1] >= 400 && wrong[$1] != "") print $2 ", " $3 ": " wrong[$1]
        }' "$TEST_TMP/batch.got" "$TEST_TMP/batch.read" "$TEST_TMP/batch.wanted"
    head -n 20 "$TEST_TMP/batch.faults" "$TEST_TMP/batch.errors" | grep -v '^==>\|^$'
}

# Words for applying and reviewing, sourced behind tests/shop.sh by tests that bring organisations
# in.

dossier_tool=$TEST_BUILD/tests/tools/picture_tool
new_uscc=93500236MA1B2C3D8H

# A photo of a paper, into $TEST_TMP/scan.jpg.
[ -s "$TEST_TMP/scan.jpg" ] || "$dossier_tool" make jpg 480 360 >"$TEST_TMP/scan.jpg"

try_scan() { # DOSSIER
    http POST "/api/v1/dossiers/$1/scans" -H 'Content-Type: image/jpeg' \
        -H "Idempotency-Key: $(new_key)" --data-binary "@$TEST_TMP/scan.jpg"
}
scan() { # DOSSIER
    try_scan "$1"
    must 201 "a scan"
    json .scan_id
}

# An application of the caller's at $village, as $dossier.
begin_dossier() { # [KIND] [PLACE]
    post /api/v1/dossiers "{\"kind\":\"${1:-cooperative}\",\"place_code\":\"${2:-500236131201}\"}"
    must 201 "a draft"
    dossier=$(json .dossier_id)
}

# A whole form, with a licence that has no end, as JSON.
dossier_form() { # SCAN [CREDIT-CODE] [JQ-CHANGE]
    jq -nc --arg scan "$1" --arg uscc "${2:-$new_uscc}" '{kind: "cooperative",
        name: "奉节县示例新果专业合作社", uscc: $uscc, township_code: "500236131",
        village_code: "500236131201", sells: "脐橙鲜果", processed: false, legal_name: "示例人",
        legal_id: "500236190001010012", bank_account: "6222 0000 0000 0000 012",
        contact_name: "示例人", contact_phone: "19900000003",
        papers: [{kind: "licence", number: $uscc, issued_on: "2024-01-05", scan_id: $scan}]}
        | '"${3:-.}"
}

submit_dossier() { # FORM       what is in $dossier
    put "/api/v1/dossiers/$dossier" "$1"
    must 200 "saved"
    post "/api/v1/dossiers/$dossier/submit" '{}'
    must 200 "handed in"
}

try_decide() { # DECISION [FAULTS]     as the caller, on $dossier as it is now
    get "/api/v1/dossiers/$dossier"
    decide_body=$(jq -nc --argjson revision "$(json '.revision // 1')" --arg decision "$1" \
        --argjson faults "${2:-[]}" '{revision: $revision, decision: $decision,
        note: "看过原件", faults: $faults}')
    post "/api/v1/dossiers/$dossier/decision" "$decide_body"
}
pass_dossier() {
    try_decide pass
    must 200 "passed"
}

# Days of publicity are over; what is due by then is done.
end_publicity() {
    sql "update dossier set publicity_ends_at = now() - interval '1 minute'
        where id = $dossier and state = 'publicity'" >/dev/null
    stamp_rows
    "$MALL_BIN" jobs run >/dev/null
}

# From nothing to in force, by the people of 奉节; $organisation is then its id.
bring_in() { # APPLICANT FORM-MAKER...
    as "$1"
    begin_dossier
    submit_dossier "$(dossier_form "$(scan "$dossier")" "${2:-$new_uscc}" "${3:-.}")"
    for desk in township department centre; do
        as $desk
        pass_dossier
    done
    end_publicity
    organisation=$(sql "select organisation_id from dossier where id = $dossier")
}

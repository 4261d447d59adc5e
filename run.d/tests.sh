# Tests and benchmarks: on a cluster of their own, whatever DATABASE_URL says.

results=$checkout/TestResults
fast_but_unsafe=('fsync = off' 'full_page_writes = off' 'synchronous_commit = off')

run_tests() {
    local filter=()
    case ${1:-} in
        '') ;;
        --filter) [[ -n ${2:-} ]] || stop_with 64 "--filter 后面要写测试的名称。用法见 ./run help"
            filter=(--filter "FullyQualifiedName~$2") ;;
        *) stop_with 64 "不认识的选项 $1。用法见 ./run help" ;;
    esac
    require_dotnet
    needs_to_test
    install_missing_packages
    forget_settings
    build_everything
    has_chromium || bring_playwright_browser
    use_temporary_cluster "${fast_but_unsafe[@]}"
    for_a_short_run
    run_test_projects "${filter[@]}"
}

run_benchmarks() {
    require_dotnet
    needs_to_serve
    needs_own_cluster
    install_missing_packages
    forget_settings
    build_everything
    use_temporary_cluster
    dotnet "$checkout/tests/Tracker.Benchmarks/bin/Release/net10.0/Tracker.Benchmarks.dll" "$@"
}

# Each office in it has a cluster of its own, because it is killed.
run_faults() {
    require_dotnet
    needs_to_test
    install_missing_packages
    forget_settings
    build_everything
    dotnet "$checkout/tests/Tracker.Benchmarks/bin/Release/net10.0/Tracker.Benchmarks.dll" faults "$@"
}

# Needs no database.
run_fuzz() {
    require_dotnet
    needs_to_build
    install_missing_packages
    build_everything
    dotnet "$checkout/tests/Tracker.Benchmarks/bin/Release/net10.0/Tracker.Benchmarks.dll" fuzz "$@"
}

# hold_test_cluster [SETTING…]: goes when the one who asked closes the pipe, however it ends; a line on the pipe asks for a
# killed one to be started again.
hold_test_cluster() {
    use_temporary_cluster "$@"
    echo "$TRACKER_TEST_CLUSTER"
    while read -r; do
        start_cluster "$temporary/postgres" "$@"
        echo "$TRACKER_TEST_CLUSTER"
    done
}

forget_settings() { unset DATABASE_URL DATABASE_OWNER_URL SMTP_URL SMTP_PRACTICE "${!TRACKER_@}" "${!PG@}"; }

bring_playwright_browser() {
    local playwright=$checkout/tests/Tracker.Browser.Tests/bin/Release/net10.0/.playwright
    slowly "取测试用的浏览器" "$playwright"/node/*/node "$playwright/package/cli.js" install --with-deps chromium ||
        stop_with 69 "测试用的浏览器没有取到。请检查网络。"
}

# use_temporary_cluster [SETTING…]: gone when we end; what kill -9 left behind is removed by the next one
use_temporary_cluster() {
    remove_abandoned_clusters
    temporary=$(mktemp -d /var/tmp/tracker-test.XXXXXX)
    chmod 711 "$temporary"
    remember "$temporary/owner" $$
    start_cluster "$temporary/postgres" "$@"
    TRACKER_TEST_CLUSTER=$(socket_of "$temporary/postgres")
    export TRACKER_TEST_CLUSTER
}

remove_abandoned_clusters() {
    local folder
    for folder in /var/tmp/tracker-test.*; do
        [[ -O $folder ]] && is_named_or_old "$folder" && ! living "$folder/owner" >/dev/null || continue
        end_orphans "$folder/postgres"
        rm -rf "$folder"
    done
}

# Another run that starts in this moment has made its folder and not yet said whose it is.
is_named_or_old() { [[ -s $1/owner || -n $(find "$1" -maxdepth 0 -mmin +1) ]]; }

drop_temporary_cluster() {
    stop_cluster "$temporary/postgres"
    rm -rf "$temporary"
    temporary=
}

# Every project runs, whatever happened before; the last line of standard output is the sum.
run_test_projects() {
    local project name status all=0 passed=0 counted
    rm -rf "$results"
    for project in "$checkout"/tests/*.Tests; do
        name=$(basename "$project")
        status=0
        dotnet test --nologo "$project/bin/Release/net10.0/$name.dll" --logger "trx;LogFileName=$name.trx" \
            --logger "console;verbosity=minimal" --results-directory "$results" "$@" || status=$?
        counted=($(count_results "$name"))
        # A test host that died may have reported only what passed before.
        ((status == 0 || counted[0] > counted[1])) || ((counted[0] += 1))
        ((all += counted[0], passed += counted[1])) || true
    done
    drop_temporary_cluster
    echo "$passed passed, $((all - passed)) failed"
    ((all > 0 && passed == all))
}

# count_results NAME: prints how many tests there were and how many passed; skipped and undecided ones did not.
count_results() {
    local counters total='total="([0-9]+)"' passed='passed="([0-9]+)"'
    counters=$(grep -o '<Counters [^>]*' "$results/$1.trx" 2>/dev/null) || true
    [[ $counters =~ $total ]] && total=${BASH_REMATCH[1]} || total=0
    [[ $counters =~ $passed ]] && passed=${BASH_REMATCH[1]} || passed=0
    echo "$total $passed"
}

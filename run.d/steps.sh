# Saying what happens, waiting for slow steps, and knowing our own processes again.
# Everything goes to standard error: standard output belongs to results.

say() { printf '%s\n' "$*" >&2; }

# stop_with STATUS SENTENCE: statuses are those of src/Tracker.Web/Platform/ExitStatus.cs
stop_with() {
    local status=$1
    shift
    say "$*"
    exit "$status"
}

# slowly TITLE COMMAND…: runs it, shows how long it has taken so far, and its last lines if it fails.
# Job control gives the command a process group of its own, so that Ctrl-C can end all of it.
slowly() {
    local title=$1 status=0 begun=$SECONDS log
    shift
    log=$(mktemp)
    set -m
    "$@" >"$log" 2>&1 </dev/null &
    step=$!
    set +m
    show_progress "$title" "$begun"
    wait "$step" || status=$?
    step=
    if ((status == 0)); then
        show_line "✓ $title（$((SECONDS - begun)) 秒）"
    else
        show_line "✗ $title"
        tail -n 25 "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}

show_progress() {
    local title=$1 begun=$2 told=0 taken
    [[ -t 2 ]] || say "… $title"
    while kill -0 "$step" 2>/dev/null; do
        taken=$((SECONDS - begun))
        if [[ -t 2 ]]; then
            printf '\r… %s（%d 秒）' "$title" "$taken" >&2
        elif ((taken >= told + 15)); then
            told=$taken
            say "… $title（$taken 秒）"
        fi
        sleep 0.1
    done
}

show_line() {
    [[ -t 2 ]] && printf '\r\033[K' >&2
    say "$1"
}

# remember FILE PID: a pid alone may by now name a stranger; with its start time it cannot.
remember() { printf '%s %s\n' "$2" "$(start_time "$2")" >"$1"; }

# living FILE: prints the pid written by remember if that very process still runs
living() {
    local pid started
    [[ -e $1 ]] && read -r pid started <"$1" || return 1
    [[ $(start_time "$pid") == "$started" ]] && echo "$pid"
}

# start_time PID: nothing for the dead and for zombies
start_time() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    # The name stands in brackets and may hold spaces; state is the first field after it, the start time the 20th.
    read -ra stat <<<"${stat##*) }"
    [[ ${stat[0]} == Z ]] || echo "${stat[19]}"
}

# end_process PID SECONDS: asks it to end, and insists when the time is up
end_process() {
    local pid=$1 until=$((SECONDS + $2)) started
    started=$(start_time "$pid")
    kill -TERM "$pid" 2>/dev/null || return 0
    while [[ -n $started && $(start_time "$pid") == "$started" ]]; do
        ((SECONDS < until)) || kill -KILL "$pid" 2>/dev/null || true
        sleep 0.05
    done
}

# refuse_foreign USER PATH…: stops if one of the paths belongs to somebody else
refuse_foreign() {
    local user=$1 path owner
    shift
    for path; do
        [[ -e $path ]] || continue
        owner=$(stat -c %U -- "$path")
        [[ $owner == "$user" ]] || stop_with 74 \
            "$path 属于用户 $owner，当前用户是 $(id -un)。请以 $owner 的身份运行，或把它移走后再试。"
    done
}

# The state folder of this checkout, and the cluster in it, shared by everything that ./run starts beside each other.

# setting NAME: from the environment or appsettings.json, as the program reads it
setting() {
    if [[ -n ${!1:-} ]]; then
        echo "${!1}"
    else
        sed -n "s/^[[:space:]]*\"$1\"[[:space:]]*:[[:space:]]*\"\(.*\)\".*/\1/p" "$project/appsettings.json"
    fi
}

has_own_cluster() { [[ -z $(setting DATABASE_URL) ]]; }

# Mails as files, attachments, accounts of the demonstration, the cluster.
claim_state() {
    state=$(realpath -m -- "${TRACKER_STATE:-$(default_state)}")
    export TRACKER_STATE=$state
    refuse_foreign "$(id -un)" "$state"
    if [[ ! -d $state ]]; then
        (umask 022 && mkdir -p "$state") || stop_with 74 "不能建立文件夹 $state。请用 TRACKER_STATE 另指定一个。"
        chmod 700 "$state"
    fi
}

default_state() {
    local base=${XDG_STATE_HOME:-$HOME/.local/state}
    ((EUID != 0)) || base=/var/lib
    echo "$base/tracker/$(short_hash "$checkout")"
}

short_hash() { sha256sum <<<"$1" | cut -c1-12; }

# Everybody who uses the cluster holds a shared lock on fd 9, inherited by the program; whoever leaves last stops it.
# fd 8 is the turn to start or stop. The kernel takes both back after kill -9.
use_own_cluster() {
    let_postgres_pass
    exec 8>"$state/cluster.turn" 9>"$state/cluster.users"
    flock 8
    flock -s 9
    start_cluster "$state/postgres"
    make_database "$state/postgres" tracker
    flock -u 8
    using_own_cluster=1
    point_at tracker "$state/postgres"
}

let_postgres_pass() {
    ((EUID == 0)) && [[ $(stat -c %a "$state") == 700 ]] || return 0
    chgrp postgres "$state"
    chmod 710 "$state"
}

leave_own_cluster() {
    flock 8
    if flock -n 9; then stop_cluster "$state/postgres"; fi
    flock -u 8
}

migrate_own_database() { once_for_build migrated slowly "升级数据库结构" dotnet "$program" migrate; }

seed_own_database() { once_for_build seeded seed_practice; }

# An office may have made it its real one, by seeding it without --practice before the first ./run.
seed_practice() {
    [[ $(query "$state/postgres" -d tracker -A -t -c 'SELECT practice FROM database_purpose') == f ]] ||
        dotnet "$program" seed --practice
}

# once_for_build NAME COMMAND…: the mark lies in the cluster, so that a new cluster has none, and a new build is newer
once_for_build() {
    local mark=$state/postgres/cluster/tracker.$1
    shift
    [[ ! $mark -nt $built ]] || return 0
    "$@" || exit
    as_postgres touch "$mark"
}

# point_at DATABASE PLACE: the program finds this database and no other
point_at() {
    unset "${!PG@}"
    DATABASE_URL=$(database_url tracker_app "$1" "$2")
    DATABASE_OWNER_URL=$(database_url tracker_owner "$1" "$2")
    export DATABASE_URL DATABASE_OWNER_URL
}

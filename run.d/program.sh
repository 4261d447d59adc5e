# The .NET SDK, building, and running what was built.

project=$checkout/src/Tracker.Web
program=$project/bin/Release/net10.0/tracker.dll
# Lists the sources of the last good build; its time is when that build began.
built=$project/obj/run.built

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Build servers would outlive Ctrl-C.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

require_dotnet() {
    local folder
    for folder in "${DOTNET_ROOT:-}" ~/.dotnet /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet /opt/dotnet; do
        has dotnet || [[ ! -x $folder/dotnet ]] || PATH=$PATH:$folder
    done
    has dotnet && [[ $'\n'$(dotnet --list-sdks) =~ $'\n'(1[0-9]|[2-9][0-9])\. ]] ||
        stop_with 69 "没有找到 .NET 10 SDK。请从 https://dotnet.microsoft.com/download/dotnet/10.0 安装后再运行。"
}

sources() {
    find "$checkout"/{src,migrations,seed-data} "$checkout"/Directory.*.props "$checkout/.editorconfig" \
        \( -name bin -o -name obj -o -name node_modules -o -path "$project/wwwroot/lib" \) -prune -o -type f "$@" -print
}

is_built() {
    [[ -e $program && -e $built ]] && [[ -z $(sources -newer "$built") ]] && sources | sort | cmp -s - "$built"
}

# build_program: only if a source is newer, added or gone
build_program() { is_built || build_again "构建程序" "$project"; }

# Tests need every project, and the compiler decides what is stale.
build_everything() { build_again "构建程序和测试" "$checkout/Tracker.sln"; }

build_again() {
    local title=$1 target=$2
    require_dotnet
    has_icu || stop_with 69 "缺少字符库 libicu，.NET 不能构建。请先运行一次 ./run，它会装上所需的软件包。"
    refuse_foreign "$(id -un)" "$checkout"/{src,tests}/*/{bin,obj} "$project"/{node_modules,wwwroot}
    mkdir -p "$project/obj" 2>/dev/null || stop_with 74 "不能写入 $project：请以有写权限的用户运行。"
    exec {build_lock}>"$project/obj/run.lock"
    flock "$build_lock"
    sources | sort >"$built.new"
    slowly "$title：取依赖" dotnet restore "$target" -v q ||
        stop_with 69 "依赖包没有取到。请检查网络，或在 NuGet.Config 里写明本单位的包源。"
    slowly "$title：编译" dotnet build "$target" -c Release --no-restore -v q || stop_with 70 "程序没有编译成功。"
    mv "$built.new" "$built"
    exec {build_lock}>&-
}

# What ends soon is done before a profile of its code pays, and threads that spin take time from the database beside them.
for_a_short_run() { export DOTNET_TieredPGO=0 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0; }

# run_program VERB…: in the background, because bash answers a signal only while it waits; standard input stays ours.
run_program() {
    local status=0
    [[ $1 == serve || $1 == worker ]] || for_a_short_run
    dotnet "$program" "$@" <&0 8>&- &
    child=$!
    case $1 in serve | demo) remember "$state/$1.pid" "$child" ;; esac
    wait "$child" || status=$?
    child=
    return "$status"
}

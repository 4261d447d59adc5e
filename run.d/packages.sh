# Which packages of the system are missing, and why they are needed.

missing=() reasons=()

need() {
    missing+=("$1")
    reasons+=("  $1：$2")
}

has() { command -v "$1" >/dev/null; }

needs_to_build() {
    has_icu || need "$(newest_icu)" "程序处理中文要用的字符库"
    has node || need nodejs "构建时取网页脚本"
    has npm || npm_comes_with_node || need npm "构建时取网页脚本"
}

needs_to_serve() {
    needs_to_build
    [[ -e /usr/share/zoneinfo/Asia/Shanghai ]] || need tzdata "北京时间"
    has pdftotext || need poppler-utils "读 PDF 通知"
}

needs_own_cluster() { has_postgresql || need postgresql "数据库"; }

needs_to_test() {
    needs_to_serve
    needs_own_cluster
    has exim4 || need exim4-daemon-light "测试用的邮件服务器（只在测试时启动，只在本机）"
    has_chromium || is_ubuntu || need chromium "测试用的浏览器"
    [[ -e /usr/lib/libreoffice/program/libswlo.so ]] || need libreoffice-writer-nogui "检查生成的 docx"
    [[ -e /usr/lib/libreoffice/program/libsclo.so ]] || need libreoffice-calc-nogui "检查生成的 xlsx"
    compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || need fonts-noto-cjk "截图和文档里的汉字"
}

has_icu() { compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null; }
newest_icu() { apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | cut -d' ' -f1 | sort -V | tail -n 1 | grep . || echo libicu-dev; }
npm_comes_with_node() { apt-cache policy nodejs 2>/dev/null | grep -q 'Candidate:.*nodesource'; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
# On Ubuntu the package chromium only brings a snap, which cannot be driven from outside; there Playwright brings its own.
has_chromium() { [[ -x /usr/lib/chromium/chromium ]]; }
is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release; }

install_missing_packages() {
    ((${#missing[@]})) || return 0
    say "这台机器还缺下列软件包，现在安装："
    printf '%s\n' "${reasons[@]}" >&2
    has apt-get || stop_with 69 "这里没有 apt-get：请先自行安装上面这些软件，再运行一次。"
    become_root_for_packages
    slowly "安装软件包" "${as_root[@]}" "$checkout/run.d/install-packages" "${missing[@]}" ||
        stop_with 69 "软件包没有装上。请检查网络和软件源，或由管理员执行：apt-get install ${missing[*]}"
}

# Only the packages need root; everything else stays with the user who runs this.
become_root_for_packages() {
    as_root=()
    ((EUID != 0)) || return 0
    has sudo && { sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }; } ||
        stop_with 69 "安装软件包要管理员权限。请由管理员执行：apt-get install ${missing[*]}，再运行一次。"
    as_root=(sudo -n)
}

# Shared by scenarios/quickstart, tests/run and .ci/run: what must be installed, how a preset is built, how time is told.
# Sourced by bash from the top folder of the repository.

say() { printf '\n== %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

seconds_since() { echo $(( $(date +%s) - $1 )); }
minutes() { printf '%d min %02d s' $(( $1 / 60 )) $(( $1 % 60 )); }

# packages SECTION...: the names listed under these sections of tests/packages.txt.
packages() {
    local wanted=" $* " section="" line
    while IFS= read -r line; do
        line=${line%%#*}
        line=${line//[[:space:]]/}
        case $line in
            "") ;;
            \[*\]) section=${line:1:-1} ;;
            *) [[ $wanted == *" $section "* ]] && printf '%s\n' "$line" ;;
        esac
    done < tests/packages.txt
}

# missing_packages SECTION...: those of them that dpkg does not call installed.
missing_packages() {
    local name
    for name in $(packages "$@"); do
        dpkg-query -W -f='${Status}\n' "$name" 2>/dev/null | grep -q '^install ok installed$' || printf '%s\n' "$name"
    done
}

# as_root COMMAND...: directly, or through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "installing packages needs root or sudo: $*"
    fi
}

# install_packages SECTION...: installs what is missing; needs no network when nothing is.
install_packages() {
    command -v dpkg-query >/dev/null || die "this script installs Debian packages; elsewhere install what tests/packages.txt lists and run cmake"
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" -eq 0 ]; then
        echo "packages: nothing is missing"
        return
    fi
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    as_root apt-get -o DPkg::Lock::Timeout=120 update -q || die "apt-get update failed; is there a network?"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q \
        --no-install-recommends "${missing[@]}" < /dev/null > /tmp/emprise-apt.$$ 2>&1 \
        || { tail -20 "/tmp/emprise-apt.$$" >&2; die "apt-get install failed"; }
    rm -f "/tmp/emprise-apt.$$"
}

# jobs: cores, but no more than memory allows at 1.5 GiB a compiler.
jobs_at_once() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/MemAvailable/ {print int($2 / 1572864)}' /proc/meminfo)
    [ "$memory" -lt 1 ] && memory=1
    echo $(( cores < memory ? cores : memory ))
}

# build PRESET [TARGET [OPTION...]]: configures and builds; quiet but for errors and progress every so often.
build() {
    local preset=$1 target=${2:-all} log
    shift; shift || true
    mkdir -p build
    log=build/$preset.log
    cmake --preset "$preset" "$@" < /dev/null > "$log" 2>&1 || { tail -40 "$log" >&2; return 1; }
    cmake --build --preset "$preset" --target "$target" -j "$(jobs_at_once)" < /dev/null >> "$log" 2>&1 \
        || { grep -E -A12 'FAILED|error:' "$log" | head -80 >&2; echo "whole log: $log" >&2; return 1; }
}

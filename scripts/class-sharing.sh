# Faster starts by class data sharing: https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html. Sourced by
# scripts/cosmos-dataflow with its home, java, jars, jar_path and kind; share_classes adds to its options. The first
# start of a command writes down which classes it loads; the next one has an archive of them made in the background.
# The JVM itself sees whether an archive is of this Java and of these jars, and starts without it if not. It takes no
# classes of signed jars into an archive, so there are copies of these beside it that have no signature.

archive_folder() {
    local folder
    for folder in ${COSMOS_DATAFLOW_CDS:+"$COSMOS_DATAFLOW_CDS"} "$home/target/cds" \
        ${HOME:+"${XDG_CACHE_HOME:-$HOME/.cache}/cosmos-dataflow"}; do
        case "$folder" in *[:,%\"]*) continue ;; esac
        mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] && { echo "$folder"; return; }
    done
    return 1
}

quiet=('-Xlog:cds*=off' '-Xlog:class+path=off' -XX:ErrorFile=/dev/null)

newer_than_jars() {
    [ -s "$1" ] && [ "${jars[0]}" -ot "$1" ] && [ "${jars[1]}" -ot "$1" ]
}

# shellcheck disable=SC2086 # JAVA_OPTS holds several options
whole() {
    "$java" "${quiet[@]}" -Xshare:on -XX:+VerifySharedSpaces "-XX:SharedArchiveFile=$1" ${JAVA_OPTS:--Xmx2g} \
        -cp "$jar_path" -version >/dev/null 2>&1
}

# Whether the start has come to what the command is about, and not to a wrong option.
far_enough() {
    case "$kind" in
        look) grep -q 'io.cosmosdataflow.cli.words.Command ' "$1" ;;
        *) grep -q 'org.apache.spark.sql.execution.SparkPlan ' "$1" ;;
    esac
}

# The class path with copies for signed jars, if all of them are there.
unsigned_path() {
    local entry path
    path=$(cat "$1/classpath" 2>/dev/null) || return 1
    local IFS=:
    for entry in $path; do
        case "$entry" in "$1"/*) [ -s "$entry" ] && [ -r "$entry" ] || return 1 ;; esac
    done
    echo "$path"
}

# In a process of its own, since the JVM may crash in it; it is tried once.
make_archive() {
    local archive=$1 list=$2 unsigned=$3 draft="$1.draft"
    find "$archive.lock" -maxdepth 0 -mmin +30 -exec rmdir {} \; 2>/dev/null || true
    mkdir "$archive.lock" 2>/dev/null || return 0
    rm -f "$draft"
    # Where a copy cannot be made, the archive is of the signed jars.
    nice -n 19 "$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$jar_path" \
        io.cosmosdataflow.cli.UnsignedJars "$jar_path" "$unsigned" \
        || { mkdir -p "$unsigned" && echo "$jar_path" >"$unsigned/classpath"; } || true
    jar_path=$(unsigned_path "$unsigned" || echo "$jar_path")
    if nice -n 19 "$java" "@$home/scripts/java.options" "${quiet[@]}" -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        "-XX:ArchiveClassesAtExit=$draft" -cp "$jar_path" io.cosmosdataflow.cli.ClassListLoader "$list" \
        && whole "$draft"; then
        mv -f "$draft" "$archive" && touch "$archive"
    elif newer_than_jars "$list"; then
        # Not because the jars were built again meanwhile.
        echo "The Java at $java makes no archive." >"$archive.none"
    fi
    rm -f "$draft" "$archive".list.*
    rmdir "$archive.lock"
}

share_classes() {
    local java_home folder key archive list unsigned path
    [ "${COSMOS_DATAFLOW_CDS:-}" != off ] && [ -n "$kind" ] || return 0
    case " ${JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-} " in
        *-Xshare* | *SharedArchiveFile* | *ArchiveClassesAtExit* | *agent*) return 0 ;;
    esac
    java_home=$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")") || return 0
    # Only HotSpot with its own archive can add one to it.
    [ -s "$java_home/release" ] && [ -s "$java_home/lib/server/classes.jsa" ] || return 0
    folder=$(archive_folder) || return 0
    key=$(printf '%s\n' "$java_home" "$(cat "$java_home/release")" "$jar_path" | cksum | tr -d ' ') || return 0
    archive="$folder/$kind-$key.jsa"
    unsigned="$folder/unsigned-$key"
    if newer_than_jars "$archive" && path=$(unsigned_path "$unsigned"); then
        jar_path=$path
        options+=('-Xlog:cds*=off' '-Xlog:class+path=off' "-XX:SharedArchiveFile=$archive")
        return 0
    fi
    newer_than_jars "$archive.none" && return 0
    find "$folder" -name '*.jsa*' -type f -mtime +30 -delete 2>/dev/null || true
    find "$folder" -maxdepth 1 -name 'unsigned-*' ! -name "unsigned-$key" -type d -mtime +30 -exec rm -rf {} + \
        2>/dev/null || true
    for list in "$archive".list.*; do
        [ -e "$list" ] && ! kill -0 "${list##*.}" 2>/dev/null || continue
        if newer_than_jars "$list" && far_enough "$list"; then
            # It goes on when the terminal is closed, or Ctrl-C ends the command.
            (trap '' HUP INT; make_archive "$archive" "$list" "$unsigned" || true) </dev/null >/dev/null 2>&1 &
            return 0
        fi
        rm -f "$list"
    done
    [ -n "${COSMOS_DATAFLOW_JARS:-}" ] || options+=("-Xlog:class+load:file=$archive.list.$$::filecount=0")
}

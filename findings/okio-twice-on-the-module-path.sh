#!/usr/bin/env bash
# Okio 3.18.2 on the Java module path. Maven puts two jars there for whoever depends on `okio`, as Moshi and OkHttp 4
# do: `okio`, which has no class for the JVM, and `okio-jvm`, which has them. Only the second names its module (`okio`),
# but the first is given the very same name from its file's name. So
#   - with `okio` first, the module `okio` is the empty one, and no class of Okio is found by anybody who requires it;
#   - with `okio-jvm` first, all is well, and the other jar is passed over without a word;
#   - with both in one folder (what a launcher script's lib/ is), the JVM does not start at all.
# The class path, where the order does not matter, hides this until the first module-info.java.
# Seen with JDK 17 and 25. What helps: exclude `com.squareup.okio:okio`, and depend on `okio-jvm`.
set -euo pipefail
okio=3.18.2
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fetch() { # artifact, folder
  mvn -B -q "$dependency_plugin:copy" -Dartifact="com.squareup.okio:$1:$okio" -DoutputDirectory="$work/$2"
}
fetch okio shell
fetch okio-jvm real
mkdir both
cp shell/*.jar real/*.jar both/

describe() { java --module-path "$1" --describe-module okio 2>&1 || true; }
expect() { # what, pattern, text
  if grep -q "$2" <<<"$3"; then echo "as before: $1"; else echo "CHANGED: $1"; echo "$3"; exit 1; fi
}

shell_first=$(describe "shell/okio-$okio.jar:real/okio-jvm-$okio.jar")
real_first=$(describe "real/okio-jvm-$okio.jar:shell/okio-$okio.jar")
one_folder=$(describe both)

echo "okio $okio, $(java -version 2>&1 | head -n 1)"
expect "with okio first, the module named okio is that jar" "okio-$okio.jar" "$shell_first"
if grep -q '^contains okio\|^exports okio$' <<<"$shell_first"; then echo "CHANGED: it has a package okio"; exit 1; fi
echo "as before: and it has no package okio"
expect "with okio-jvm first, the module has its packages" '^exports okio\|^contains okio' "$real_first"
expect "with both in one folder, nothing starts" 'Two versions of module okio found' "$one_folder"

#!/usr/bin/env bash
# A list of classes for an archive (class data sharing) is made by -XX:DumpLoadedClassList, and is a text with a line
# for each class. Until Java 17 the lists of two runs could be joined, each line once, to archive what both need. Java
# 25 (Temurin 25.0.3) also gives classes a number that counts within the run, " id: 302", so a joined list may give one
# number to two classes, and then -Xshare:dump ends with "Duplicated ID". Where the two runs happen to load their
# classes in one order it works, so this may show up months later and on a loaded machine only.
# What helps: take the numbers away, and the lines with "source:" (classes of other loaders), which need them.
# Needs two JDKs: JAVA_17 and JAVA_25 name them.
set -euo pipefail
older=${JAVA_17:-/usr/lib/jvm/java-17-openjdk-amd64}
newer=${JAVA_25:-/usr/lib/jvm/temurin-25-jdk-amd64}
for jdk in "$older" "$newer"; do
  [ -x "$jdk/bin/javac" ] || { echo "no JDK in $jdk: set JAVA_17 and JAVA_25"; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Either.java <<'JAVA'
class Either {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("time")) {
            System.out.println(java.time.ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, java.time.ZoneOffset.UTC));
        } else {
            System.out.println(new java.util.concurrent.ConcurrentSkipListMap<>(java.util.Map.of("a", 1)));
        }
    }
}
JAVA
"$older/bin/javac" --release 17 -d classes Either.java
"$older/bin/jar" --create --file either.jar --main-class Either -C classes .

try_with() { # a JDK
  for what in time map; do
    "$1/bin/java" -XX:DumpLoadedClassList=$what.list -jar either.jar $what >/dev/null
  done
  awk '!seen[$0]++' time.list map.list >joined.list
  awk '/ source: / { next } { sub(/ id: [0-9]+/, "") } !seen[$0]++' time.list map.list >plain.list
  for list in joined plain; do
    if "$1/bin/java" -Xshare:dump -XX:SharedClassListFile=$list.list -XX:SharedArchiveFile=$list.jsa -jar either.jar >log 2>&1; then
      echo "$list: archived"
    else
      echo "$list: $(grep -o 'Duplicated ID' log)"
    fi
  done
}

{
  echo "Java 17"
  try_with "$older"
  echo "Java 25"
  try_with "$newer"
} | tee seen
diff seen - <<'EXPECTED'
Java 17
joined: archived
plain: archived
Java 25
joined: Duplicated ID
plain: archived
EXPECTED

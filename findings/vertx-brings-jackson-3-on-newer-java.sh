#!/usr/bin/env bash
# Vert.x 5.2.0's POM has a profile for Java 21 and newer that adds Jackson 3 (tools.jackson) as a dependency. Maven
# honours such profiles of dependencies, too, and goes by the Java that it runs on, whatever release is compiled for: so
# a project that depends on vertx-core has other libraries when it is built on another JDK, and a list of them that was
# pinned on one fails on the other. Both are there then, Jackson 2 and 3, and nothing says so. What helps: pin the list
# for each JDK, or exclude tools.jackson.core. Needs two JDKs: JAVA_17 and JAVA_21 name them (the second may be any
# newer one).
set -euo pipefail
vertx=5.2.0
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
older=${JAVA_17:-/usr/lib/jvm/java-17-openjdk-amd64}
newer=${JAVA_21:-/usr/lib/jvm/temurin-25-jdk-amd64}
for jdk in "$older" "$newer"; do
  [ -x "$jdk/bin/java" ] || { echo "no JDK in $jdk: set JAVA_17 and JAVA_21"; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
  </properties>
  <dependencies>
    <dependency>
      <groupId>io.vertx</groupId>
      <artifactId>vertx-core</artifactId>
      <version>$vertx</version>
    </dependency>
  </dependencies>
</project>
POM

jackson() { # JDK
  JAVA_HOME=$1 mvn -B -q -f "$work/pom.xml" "$dependency_plugin:list" -DincludeScope=runtime -DoutputFile="$work/list" >/dev/null
  sed 's/\x1b\[[0-9;]*m//g' "$work/list" | grep -o '[a-z.]*jackson[a-z.]*:[a-z-]*:jar:[0-9.]*' | sort -u
}
on_older=$(jackson "$older")
on_newer=$(jackson "$newer")
printf 'vertx-core %s, built on %s:\n%s\n' "$vertx" "$older" "$on_older"
printf 'on %s:\n%s\n' "$newer" "$on_newer"
grep -q '^com.fasterxml.jackson.core:jackson-core:' <<<"$on_older" || { echo "CHANGED: no Jackson 2 on the older"; exit 1; }
! grep -q '^tools.jackson' <<<"$on_older" || { echo "CHANGED: Jackson 3 on the older, too"; exit 1; }
grep -q '^com.fasterxml.jackson.core:jackson-core:' <<<"$on_newer" || { echo "CHANGED: no Jackson 2 on the newer"; exit 1; }
grep -q '^tools.jackson' <<<"$on_newer" || { echo "CHANGED: no Jackson 3 on the newer"; exit 1; }
echo "as before: Jackson 3 comes along on the newer Java only"

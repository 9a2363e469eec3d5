#!/usr/bin/env bash
# japicmp 0.24.2, a method whose parameter changes from List<String> to List<Integer>. Its report says that this breaks
# source code: "METHOD_PARAMETER_GENERICS_CHANGED", sourceCompatible="false", a star in the text. And with
# --error-on-source-incompatibility it exits with 0 all the same, so a build that guards its API by that option passes,
# and every caller fails to compile. For the same change of a return type it exits with 1 as it should. The version that
# it proposes (-s) is 0.0.1, a patch, for both, and --error-on-semantic-incompatibility passes both. Expected: that what
# is reported as incompatible is what ends the build.
# What helps: look for sourceCompatible="false" in the XML report. Seen with JDK 17 and 25.
set -euo pipefail
japicmp=0.24.2
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -B -q "$dependency_plugin:copy" -DoutputDirectory=lib \
  -Dartifact="com.github.siom79.japicmp:japicmp:$japicmp:jar:jar-with-dependencies"

library() { # its folder, the type of the parameter, the type of the result
  mkdir -p "$1/api"
  cat >"$1/api/Comments.java" <<JAVA
package api;

import java.util.List;

/** Something that others call. */
public class Comments {
    public void add(List<$2> comments) {}

    public List<$3> all() {
        return List.of();
    }
}
JAVA
  javac --release 17 -d "$1/classes" "$1/api/Comments.java"
  jar --create --file "$1.jar" -C "$1/classes" .
}
library before String String
library parameter Integer String
library result String Integer

compare() { # the folder of the new library, further options
  java -jar lib/*.jar -o before.jar -n "$1.jar" "${@:2}" 2>/dev/null
}
for what in parameter result; do
  compare "$what" -x report.xml >/dev/null
  reported=$(grep -o 'sourceCompatible="false" type="[A-Z_]*"' report.xml | sort -u)
  source=0
  compare "$what" --error-on-source-incompatibility >/dev/null || source=$?
  semantic=0
  compare "$what" --error-on-semantic-incompatibility >/dev/null || semantic=$?
  version=$(compare "$what" -s | tail -n 1)
  echo "$what: $reported"
  echo "  by source compatibility: exit $source; by semantic versioning: exit $semantic, $version"
done | tee seen
diff seen - <<'EXPECTED'
parameter: sourceCompatible="false" type="METHOD_PARAMETER_GENERICS_CHANGED"
  by source compatibility: exit 0; by semantic versioning: exit 0, 0.0.1
result: sourceCompatible="false" type="METHOD_RETURN_TYPE_GENERICS_CHANGED"
  by source compatibility: exit 1; by semantic versioning: exit 0, 0.0.1
EXPECTED

#!/usr/bin/env bash
# Moshi 1.15.2 and a Java record that checks its values in its constructor. When the constructor refuses them by an
# IllegalArgumentException, Moshi throws an AssertionError, so well-formed JSON from outside with a value out of range
# goes past every catch of IOException, JsonDataException and Exception, as if the program were broken, and what is
# built to see failures as exceptions (a retry, a circuit breaker) misses it. The path in the JSON is lost as well.
# Where the very same record is built by a @FromJson method, its refusal is a JsonDataException with the path; a missing
# primitive component of the record is one too; and Jackson gives its own exception for a constructor that throws.
# Expected: JsonDataException, or the exception itself.
# What helps: let a @FromJson method build the record, as below, or check after reading. Seen with JDK 17 and 25.
set -euo pipefail
moshi=1.15.2
jackson=2.20.1
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.squareup.moshi</groupId>
      <artifactId>moshi</artifactId>
      <version>$moshi</version>
    </dependency>
    <dependency>
      <groupId>com.fasterxml.jackson.core</groupId>
      <artifactId>jackson-databind</artifactId>
      <version>$jackson</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Refused.java <<'JAVA'
import com.fasterxml.jackson.databind.ObjectMapper;
import com.squareup.moshi.FromJson;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import java.util.concurrent.Callable;

/** Reads a record whose constructor refuses some values, by several ways. */
public class Refused {
    public record Pages(int from, int to) {
        public Pages {
            if (from > to) {
                throw new IllegalArgumentException("from is after to");
            }
        }
    }

    public record Job(Pages pages) {}

    public record Raw(int from, int to) {}

    public static class ByHand {
        @FromJson
        Pages read(Raw raw) {
            return new Pages(raw.from(), raw.to());
        }

        @ToJson
        Raw write(Pages pages) {
            return new Raw(pages.from(), pages.to());
        }
    }

    public static void main(String[] arguments) throws Exception {
        Moshi plain = new Moshi.Builder().build();
        Moshi byHand = new Moshi.Builder().add(new ByHand()).build();
        String good = "{\"pages\":{\"from\":1,\"to\":2}}";
        String wrong = "{\"pages\":{\"from\":3,\"to\":2}}";
        String missing = "{\"pages\":{\"from\":3}}";
        tell("Moshi, good", () -> plain.adapter(Job.class).fromJson(good));
        tell("Moshi, missing", () -> plain.adapter(Job.class).fromJson(missing));
        tell("Moshi, refused", () -> plain.adapter(Job.class).fromJson(wrong));
        tell("Moshi, refused in a method", () -> byHand.adapter(Job.class).fromJson(wrong));
        tell("Jackson, refused", () -> new ObjectMapper().readValue(wrong, Job.class));
    }

    private static void tell(String what, Callable<?> reading) {
        String seen;
        try {
            seen = reading.call().toString();
        } catch (JsonDataException e) {
            seen = "JsonDataException: " + e.getMessage();
        } catch (Exception e) {
            seen = "an exception, " + e.getClass().getSimpleName();
        } catch (Error e) {
            seen = "no exception but " + e;
        }
        System.out.println(what + ": " + seen);
    }
}
JAVA
javac -d classes -cp "lib/*" Refused.java
java -cp "lib/*:classes" Refused | tee seen
diff seen - <<'EXPECTED'
Moshi, good: Job[pages=Pages[from=1, to=2]]
Moshi, missing: JsonDataException: Required value 'to' missing at $.pages
Moshi, refused: no exception but java.lang.AssertionError: java.lang.IllegalArgumentException: from is after to
Moshi, refused in a method: JsonDataException: java.lang.IllegalArgumentException: from is after to at $.pages
Jackson, refused: an exception, ValueInstantiationException
EXPECTED

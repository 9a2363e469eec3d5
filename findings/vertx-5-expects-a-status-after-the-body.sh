#!/usr/bin/env bash
# Vert.x 5.2.0, Web Client: that an answer has to be 200 is said by send().expecting(HttpResponseExpectation.SC_OK),
# which has taken the place of expect(ResponsePredicate.SC_OK), by its Javadoc ("instead use HttpResponseExpectation").
# The old one was asked when the head of the answer had come. The new one is asked when the body has been dealt with:
#   - BodyCodec.pipe(file) has written a gateway's error page into the file by then, here behind the first part of a
#     download that was to be completed. The future fails as it should, and what was there is spoilt.
#   - BodyCodec.jsonObject() has tried to read the page as JSON, so the future fails with a DecodeException that has no
#     status: neither a retry on 503 nor a log can tell it from a service that sends nonsense.
# The chapter on expectations says that they "can fail a request when the response does not match a criteria", and not
# that the body comes first. With Vert.x 4.5.11 and the old way the file is as it was, and both failures name the 503.
# What helps: no codec, and bodyAsJsonObject() after the check; or the HttpClient, whose send() gives the answer before
# its body. Seen with JDK 17 and 25.
set -euo pipefail
old=4.5.11
new=5.2.0
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

libraries() { # version of Vert.x
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.vertx</groupId>
      <artifactId>vertx-web-client</artifactId>
      <version>$1</version>
    </dependency>
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib
}
libraries "$old"
libraries "$new"

cat >Download.java <<'JAVA'
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.codec.BodyCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** Asks for a file, and for JSON, where a gateway answers 503 with a page. */
class Download {
    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(503)
                        .putHeader("Content-Type", "text/html")
                        .end("<p>no backend</p>"))
                .listen(0, "127.0.0.1"));
        WebClient client = WebClient.create(vertx);
        Path file = Files.writeString(Path.of("comments.json"), "[1");
        var open = await(vertx.fileSystem().open(file.toString(), new OpenOptions().setAppend(true)));
        System.out.println("  the rest of a file: " + outcome(Asked.of(
                client.get(server.actualPort(), "127.0.0.1", "/").as(BodyCodec.pipe(open, false)))));
        await(open.close());
        System.out.println("    the file is now: " + Files.readString(file));
        System.out.println("  JSON: " + outcome(Asked.of(
                client.get(server.actualPort(), "127.0.0.1", "/").as(BodyCodec.jsonObject()))));
        await(vertx.close());
    }

    private static <T> String outcome(Future<HttpResponse<T>> response) throws InterruptedException {
        try {
            return "status " + response.toCompletionStage().toCompletableFuture().get().statusCode();
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            return failure.getClass().getSimpleName()
                    + (failure.getMessage().contains("503") ? ", says 503" : ", no word of 503");
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
JAVA
asked() { # the expression, further imports
  cat >Asked.java <<JAVA
import io.vertx.core.Future;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
$2
class Asked {
    static <T> Future<HttpResponse<T>> of(HttpRequest<T> request) {
        return $1;
    }
}
JAVA
}
run() { # version, what
  rm -rf classes comments.json
  javac -nowarn -d classes -cp "$1/lib/*" Download.java Asked.java 2>log || { cat log; exit 1; }
  echo "$1, $2"
  java -cp "$1/lib/*:classes" Download 2>log
}
{
  asked 'request.expect(ResponsePredicate.SC_OK).send()' 'import io.vertx.ext.web.client.predicate.ResponsePredicate;'
  run "$old" "request.expect(ResponsePredicate.SC_OK).send()"
  asked 'request.send().expecting(HttpResponseExpectation.SC_OK)' 'import io.vertx.core.http.HttpResponseExpectation;'
  run "$new" "request.send().expecting(HttpResponseExpectation.SC_OK)"
} | tee seen
diff seen - <<'EXPECTED'
4.5.11, request.expect(ResponsePredicate.SC_OK).send()
  the rest of a file: NoStackTraceThrowable, says 503
    the file is now: [1
  JSON: NoStackTraceThrowable, says 503
5.2.0, request.send().expecting(HttpResponseExpectation.SC_OK)
  the rest of a file: VertxException, says 503
    the file is now: [1<p>no backend</p>
  JSON: DecodeException, no word of 503
EXPECTED

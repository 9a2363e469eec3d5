#!/usr/bin/env bash
# OkHttp 5.5.1 sends a POST a second time, body and all, when the answer is 503 with "Retry-After: 0" or 408, and shows
# the program the second answer alone. That a request which may create something is repeated by itself would be looked
# for under retryOnConnectionFailure, but that setting, false, ends it for 408 only: after 503 the POST goes out again
# all the same. Any other value of Retry-After, or none, and OkHttp hands the 503 over. The JDK's own client hands both
# over. Seen with JDK 17. What helps: a network interceptor that shows OkHttp another status and gives the program the
# true one back.
set -euo pipefail
okhttp=5.5.1
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
      <groupId>com.squareup.okhttp3</groupId>
      <artifactId>okhttp-jvm</artifactId>
      <version>$okhttp</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >PostAgain.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Answers the first request by a status and the others by 201, and says how many bodies came. */
class PostAgain {
    private static final List<String> BODIES = new CopyOnWriteArrayList<>();
    private static int status;
    private static String retryAfter;

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            BODIES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (retryAfter != null && BODIES.size() == 1) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(BODIES.size() == 1 ? status : 201, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/orders";
        OkHttpClient usual = new OkHttpClient();
        OkHttpClient careful = usual.newBuilder().retryOnConnectionFailure(false).build();
        post("OkHttp, 503 with 0", usual, url, 503, "0");
        post("OkHttp, 503 with 1", usual, url, 503, "1");
        post("OkHttp, 503 without", usual, url, 503, null);
        post("OkHttp, 408", usual, url, 408, null);
        post("no retry, 503 with 0", careful, url, 503, "0");
        post("no retry, 408", careful, url, 408, null);
        begin(503, "0");
        int seen = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString("one book"))
                        .build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        System.out.println("JDK, 503 with 0: status " + seen + ", bodies " + BODIES);
        server.stop(0);
        System.exit(0);
    }

    private static void begin(int first, String after) {
        BODIES.clear();
        status = first;
        retryAfter = after;
    }

    private static void post(String name, OkHttpClient client, String url, int first, String after) throws Exception {
        begin(first, after);
        Request request = new Request.Builder().url(url).post(RequestBody.create("one book", null)).build();
        try (Response response = client.newCall(request).execute()) {
            System.out.println(name + ": status " + response.code() + ", bodies " + BODIES);
        }
    }
}
JAVA
javac -cp 'lib/*' PostAgain.java
java -cp 'lib/*:.' PostAgain | tee seen
diff seen - <<'EXPECTED'
OkHttp, 503 with 0: status 201, bodies [one book, one book]
OkHttp, 503 with 1: status 503, bodies [one book]
OkHttp, 503 without: status 503, bodies [one book]
OkHttp, 408: status 201, bodies [one book, one book]
no retry, 503 with 0: status 201, bodies [one book, one book]
no retry, 408: status 408, bodies [one book]
JDK, 503 with 0: status 503, bodies [one book]
EXPECTED

#!/usr/bin/env bash
# Vert.x 5.2.0, WebClientSession, the web client that keeps cookies. A server takes a cookie back by sending it again
# with Max-Age=0, or with a date in the past (Expires), as many frameworks do it. Taken back by Max-Age it is gone.
# Taken back by date it is not: the client keeps the cookie with the value that came with the deletion, often an empty
# one, and sends it with every request from then on; a cookie that had an end has none any more. So a program that has
# logged out goes on sending a session that is none, and a server that answers such a one by an error, not as if there
# were no cookie, has a client that can't get out of it. A date in the future is honoured when it is reached, and the
# JDK's client (CookieManager) honours both. The Javadoc says: "The client honors the cookies attributes: domain, path,
# secure, max-age and expires."
# Netty makes an age of the date, which is below zero then, and Vert.x takes an age below zero for none at all.
# What helps: session.cookieStore().remove(cookie) after a log-out. Seen with JDK 17 and 25.
set -euo pipefail
vertx=5.2.0
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
      <groupId>io.vertx</groupId>
      <artifactId>vertx-web-client</artifactId>
      <version>$vertx</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Cookies.java <<'JAVA'
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientSession;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that gives three cookies and takes two of them back, and what two clients send after it. */
class Cookies {
    private static final String AHEAD = DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));

    interface Client {
        String get(String path) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Map<String, List<String>> given = Map.of(
                "/login", List.of(
                        "age=1; Path=/; Max-Age=3600",
                        "date=1; Path=/; Expires=" + AHEAD,
                        "short=1; Path=/; Max-Age=1"),
                "/logout", List.of(
                        "age=gone; Path=/; Max-Age=0",
                        "date=gone; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().putHeader("Set-Cookie", given.getOrDefault(request.path(), List.of()));
                    String cookies = request.getHeader("Cookie");
                    request.response().end(cookies == null ? "none" : Stream.of(cookies.split(";"))
                            .map(cookie -> cookie.trim().replace("\"", ""))
                            .filter(cookie -> !cookie.startsWith("$"))
                            .sorted()
                            .collect(Collectors.joining(", ")));
                })
                .listen(0, "127.0.0.1"));
        int port = server.actualPort();
        WebClient session = WebClientSession.create(WebClient.create(vertx));
        tell("WebClientSession", path -> await(session.get(port, "127.0.0.1", path).send()).bodyAsString());
        HttpClient jdk = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        tell("the JDK's HttpClient", path -> jdk.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        await(vertx.close());
    }

    private static void tell(String what, Client client) throws Exception {
        client.get("/login");
        Thread.sleep(2500);
        System.out.println(what + ", logged in 2 s ago: " + client.get("/"));
        client.get("/logout");
        System.out.println("  logged out: " + client.get("/"));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
JAVA
javac -d classes -cp "lib/*" Cookies.java
java -cp "lib/*:classes" Cookies 2>log | tee seen
diff seen - <<'EXPECTED'
WebClientSession, logged in 2 s ago: age=1, date=1
  logged out: date=gone
the JDK's HttpClient, logged in 2 s ago: age=1, date=1
  logged out: none
EXPECTED

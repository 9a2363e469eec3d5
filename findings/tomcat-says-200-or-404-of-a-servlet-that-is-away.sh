#!/usr/bin/env bash
# Embedded Tomcat 11.0.27 and a servlet that throws UnavailableException with a number of seconds, which is how a
# servlet says "come back in a moment", say a receiver of webhooks that has lost its database. The specification has the
# container answer 503 with Retry-After for that time (or treat the servlet as gone for good, by 404). What clients get
# depends on how the servlet was registered, and on who comes first:
#   - Tomcat.addServlet(context, name, instance): 200 with an empty body. Whoever sent the message takes it for
#     received. So too with the exception without a number, which says "gone for good".
#   - Tomcat.addServlet(context, name, class name) or ServletContext.addServlet, as Spring Boot does: 503 with
#     Retry-After, but for one client only. All others have 404 until the time is over, and a sender that drops an
#     address on 404 drops this one.
# Jetty 12.1.14 answers 503 to all of them, without Retry-After. Expected: 503 to all, by any way of registration.
# What helps: sendError(503) and a header Retry-After by the servlet itself, in place of the exception.
# Seen with JDK 17 and 25; the run waits 6 s.
set -euo pipefail
tomcat=11.0.27
jetty=12.1.14
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
      <groupId>org.apache.tomcat.embed</groupId>
      <artifactId>tomcat-embed-core</artifactId>
      <version>$tomcat</version>
    </dependency>
    <dependency>
      <groupId>org.eclipse.jetty.ee11</groupId>
      <artifactId>jetty-ee11-servlet</artifactId>
      <version>$jetty</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Away.java <<'JAVA'
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Posts a message to a servlet that is away for 5 s, another one right after it, and a third when the time is over. */
@SuppressWarnings("deprecation")
public class Away {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static class Receiver extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws UnavailableException, IOException {
            if ("away".equals(request.getQueryString())) {
                throw new UnavailableException("no database", 5);
            }
            response.getWriter().print("received");
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("Tomcat, instance", tomcat(context -> Tomcat.addServlet(context, "receiver", new Receiver())));
        ports.put("Tomcat, class name", tomcat(
                context -> Tomcat.addServlet(context, "receiver", Receiver.class.getName())));
        ports.put("Tomcat, ServletContext", tomcat(context -> context.addServletContainerInitializer(
                (classes, servlets) -> servlets.addServlet("receiver", new Receiver()).addMapping("/*"), Set.of())));
        ports.put("Jetty", jetty());
        Map<String, String> seen = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            seen.put(port.getKey(), post(port.getValue(), "away") + "; the next: " + post(port.getValue(), "well"));
        }
        Thread.sleep(6000);
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            System.out.println(port.getKey() + ": " + seen.get(port.getKey()) + "; after the time: "
                    + post(port.getValue(), "well"));
        }
        System.exit(0);
    }

    private static String post(int port, String query) throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/?" + query))
                        .POST(HttpRequest.BodyPublishers.ofString("a message"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return response.statusCode()
                + (response.headers().firstValue("Retry-After").isPresent() ? " with Retry-After" : "")
                + (response.body().isEmpty() ? " without a body" : "")
                + (response.body().equals("received") ? " received" : "");
    }

    private static int tomcat(Registration registration) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory(Path.of("."), "tomcat").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        registration.add(context);
        if (context.findChild("receiver") != null) {
            context.addServletMappingDecoded("/*", "receiver");
        }
        tomcat.getConnector();
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static int jetty() throws Exception {
        Server server = new Server(0);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Receiver()), "/*");
        server.setHandler(context);
        server.start();
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    interface Registration {
        void add(Context context);
    }
}
JAVA
javac -nowarn -d classes -cp "lib/*" Away.java
java -cp "lib/*:classes" Away 2>log | tee seen
diff seen - <<'EXPECTED'
Tomcat, instance: 200 without a body; the next: 200 received; after the time: 200 received
Tomcat, class name: 503 with Retry-After; the next: 404; after the time: 200 received
Tomcat, ServletContext: 503 with Retry-After; the next: 404; after the time: 200 received
Jetty: 503; the next: 503; after the time: 200 received
EXPECTED

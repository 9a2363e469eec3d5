#!/usr/bin/env bash
# Spring Boot 4.1.2 with Jetty (12.1) and server.compression.enabled=true, which is described as "Whether response
# compression is enabled." It also unzips requests: one with Content-Encoding: gzip comes to the application unzipped,
# without that header and without Content-Length, also if it is of a type that server.compression.mime-types does not
# name. An application that looks at Content-Encoding and unzips by itself, that keeps what was sent, or that checks a
# signature over the bytes that were sent (a receiver of webhooks, say) works until somebody turns on compression of
# answers. With Tomcat the same property leaves requests alone, and so did Jetty (12.0) under Spring Boot 3.5.0: Spring
# Boot 4 takes Jetty's new CompressionHandler, tells it what to compress, and nothing of requests, which that handler
# unzips unless told not to. The manual speaks of responses only ("Enable HTTP Response Compression"); the unzipping of
# requests was asked for once, and left to the servers (Spring Boot's tracker, 11827).
# What helps: compression by a proxy in front, or Jetty's CompressionConfig (decompressExcludePath) by a customizer.
# Seen with JDK 17 and 25.
set -euo pipefail
older=3.5.0
boot=4.1.2
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

libraries() { # folder, the server, version of Spring Boot, version of Spring
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-$2</artifactId>
      <version>$3</version>
    </dependency>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter</artifactId>
      <version>$3</version>
    </dependency>
    <dependency>
      <groupId>org.springframework</groupId>
      <artifactId>spring-web</artifactId>
      <version>$4</version>
    </dependency>
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib
}
libraries tomcat-4 tomcat "$boot" 7.0.10
libraries jetty-3 jetty "$older" 6.2.7
libraries jetty-4 jetty "$boot" 7.0.10

cat >Receiver.java <<'JAVA'
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A receiver of messages that come with a digest of their bytes, and one message whose body is zipped. */
@EnableAutoConfiguration
public class Receiver {
    @Bean
    ServletRegistrationBean<HttpServlet> messages() {
        return new ServletRegistrationBean<>(new Messages(), "/");
    }

    static class Messages extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] body = request.getInputStream().readAllBytes();
            response.getWriter().print("Content-Encoding " + request.getHeader("Content-Encoding")
                    + ", Content-Length " + (request.getContentLength() < 0 ? "none" : "given") + ", "
                    + (Receiver.digest(body).equals(request.getHeader("X-Digest"))
                            ? "the bytes sent" : "other bytes: " + new String(body)));
        }
    }

    static String digest(byte[] body) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("a message".getBytes());
        }
        byte[] body = zipped.toByteArray();
        PrintStream out = System.out;
        SpringApplication application = new SpringApplication(Receiver.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            String port = context.getEnvironment().getProperty("local.server.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Encoding", "gzip")
                    .header("Content-Type", "application/octet-stream")
                    .header("X-Digest", digest(body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            out.println("  " + HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
JAVA
for server in tomcat-4 jetty-3 jetty-4; do
  javac -d "$server/classes" -cp "$server/lib/*" Receiver.java
  for compression in false true; do
    echo "$server, server.compression.enabled=$compression"
    java -cp "$server/lib/*:$server/classes" Receiver --server.port=0 --spring.main.banner-mode=off \
      --logging.level.root=error "--server.compression.enabled=$compression" 2>log || { cat log; exit 1; }
  done
done | tee seen
diff seen - <<'EXPECTED'
tomcat-4, server.compression.enabled=false
  Content-Encoding gzip, Content-Length given, the bytes sent
tomcat-4, server.compression.enabled=true
  Content-Encoding gzip, Content-Length given, the bytes sent
jetty-3, server.compression.enabled=false
  Content-Encoding gzip, Content-Length given, the bytes sent
jetty-3, server.compression.enabled=true
  Content-Encoding gzip, Content-Length given, the bytes sent
jetty-4, server.compression.enabled=false
  Content-Encoding gzip, Content-Length given, the bytes sent
jetty-4, server.compression.enabled=true
  Content-Encoding null, Content-Length none, other bytes: a message
EXPECTED

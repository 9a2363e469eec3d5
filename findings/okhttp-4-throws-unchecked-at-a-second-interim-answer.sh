#!/usr/bin/env bash
# OkHttp 4.12.0, which Retrofit 3.0.0 brings, passes over one interim answer (103, Early Hints). At the second one
# execute() throws an IllegalStateException, "state: 3": no IOException, which is all that the method declares and all
# that callers catch and retry, and the true answer is never read, so a POST that was carried out looks like a bug of
# the program's own. HTTP allows any number of interim answers (RFC 9110, 15.2), and a server behind a proxy may well
# send two, its own and the proxy's; two alike or two kinds make no difference. OkHttp 5.5.1 passes over all of them,
# but who takes Retrofit 3.0.0 and names no OkHttp has 4.12.0. What helps: name okhttp-jvm 5.x beside Retrofit. Seen
# with JDK 17.
set -euo pipefail
retrofit=3.0.0
okhttp=5.5.1
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

project() { # folder, further dependency
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    $2
    <dependency>
      <groupId>com.squareup.retrofit2</groupId>
      <artifactId>retrofit</artifactId>
      <version>$retrofit</version>
    </dependency>
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib
}
dependency() {
  echo "<dependency><groupId>com.squareup.okhttp3</groupId><artifactId>$1</artifactId><version>$okhttp</version></dependency>"
}
project alone ''
project named "$(dependency okhttp) $(dependency okhttp-jvm)"

cat >Interim.java <<'JAVA'
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import okhttp3.OkHttp;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.POST;

/** Answers each POST by interim answers and then by 201, and says what Retrofit gives the program. */
class Interim {
    interface Orders {
        @POST("/orders")
        Call<ResponseBody> order(@Body RequestBody body);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("OkHttp " + OkHttp.VERSION);
        ask("none", "");
        ask("one 103", "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n");
        ask("two 103", "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n".repeat(2));
        ask("102 and 103", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n");
        System.exit(0);
    }

    private static void ask(String name, String interim) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(server, interim));
            serving.start();
            Orders orders = new Retrofit.Builder()
                    .baseUrl("http://127.0.0.1:" + server.getLocalPort())
                    .build()
                    .create(Orders.class);
            System.out.println(name + ": " + seen(orders));
            serving.join();
        }
    }

    private static String seen(Orders orders) {
        try {
            Response<ResponseBody> answer =
                    orders.order(RequestBody.create("one book", null)).execute();
            return "status " + answer.code() + ", body '" + answer.body().string() + "'";
        } catch (IOException declared) {
            return "an IOException: " + declared.getMessage();
        } catch (RuntimeException undeclared) {
            return undeclared.getClass().getName() + ": " + undeclared.getMessage();
        }
    }

    private static void serve(ServerSocket server, String interim) {
        try (Socket socket = server.accept()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!in.readLine().isEmpty()) {}
            in.read(new char["one book".length()]);
            String answer = interim + "HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 7\r\n\r\nordered";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
JAVA
for libraries in alone named; do
  javac -d "classes-$libraries" -cp "$libraries/lib/*" Interim.java
  java -cp "$libraries/lib/*:classes-$libraries" Interim
done | tee seen
diff seen - <<'EXPECTED'
OkHttp 4.12.0
none: status 201, body 'ordered'
one 103: status 201, body 'ordered'
two 103: java.lang.IllegalStateException: state: 3
102 and 103: java.lang.IllegalStateException: state: 3
OkHttp 5.5.1
none: status 201, body 'ordered'
one 103: status 201, body 'ordered'
two 103: status 201, body 'ordered'
102 and 103: status 201, body 'ordered'
EXPECTED

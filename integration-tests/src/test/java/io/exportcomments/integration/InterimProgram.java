package io.exportcomments.integration;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.transport.vertx.VertxTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A program on Vert.x whose service says something before it answers. */
final class InterimProgram {
    private static final String GUID = "b4219d47-3138-4efd-9762-2ef9f9495084";
    private static final String JOB = "{\"guid\":\"" + GUID + "\",\"status\":\"progress\"}";
    private static final String ANSWER =
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 104 Upload Resumption Supported\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB;

    private InterimProgram() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread service = new Thread(() -> serve(server));
            service.setDaemon(true);
            service.start();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try (ExportComments client = ExportComments.builder()
                    .token("T123456")
                    .baseUrl(url)
                    .transport(VertxTransport.create())
                    .build()) {
                for (int i = 0; i < 2; i++) {
                    System.out.println(client.job(JobGuid.of(GUID)).refresh().status());
                }
            }
            System.out.println(VertxTransport.class.getModule());
        }
    }

    private static void serve(ServerSocket server) {
        try (Socket connection = server.accept()) {
            InputStream requests = connection.getInputStream();
            byte[] request = new byte[8192];
            while (requests.read(request) > 0) {
                connection.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}

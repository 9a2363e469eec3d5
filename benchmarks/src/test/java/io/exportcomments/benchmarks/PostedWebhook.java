package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.httpserver.WebhookHttpHandler;
import io.exportcomments.webhook.servlet.WebhookServlet;
import io.exportcomments.webhook.vertx.WebhookRouteHandler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Deliveries over HTTP, one after the other on one connection; what is measured are the server's threads. */
final class PostedWebhook implements Comparison {
    static final String BY_HAND = "a handler by hand";
    static final String HANDED_OVER = "the same, its work handed to a thread";
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";
    /** More than the receiver remembers, so that each is new whenever it comes again. */
    private static final int DELIVERIES = 12_000;

    private final List<byte[]> requests = new ArrayList<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final MoshiJobs moshi = new MoshiJobs();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final AtomicLong handled = new AtomicLong();
    private final WebhookReceiver receiver = WebhookReceiver.builder()
            .secret(WebhookSecret.of(SECRET))
            .handler(event -> {})
            .build();
    private final List<Closing> open = new ArrayList<>();
    private final Map<String, Work> sides = new LinkedHashMap<>();
    private int next;

    private interface Closing {
        void close() throws Exception;
    }

    private PostedWebhook() throws GeneralSecurityException {
        Mac hmac = hmac();
        for (int i = 0; i < DELIVERIES; i++) {
            byte[] body = Samples.delivery(i);
            byte[] head = Samples.utf8("POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "X-Signature: " + HexFormat.of().formatHex(hmac.doFinal(body))
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            byte[] request = new byte[head.length + body.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            requests.add(request);
        }
    }

    private static Mac hmac() throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(Samples.utf8(SECRET), "HmacSHA256"));
        return hmac;
    }

    static Comparison onTheJdksServer() throws Exception {
        PostedWebhook posted = new PostedWebhook();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hook", WebhookHttpHandler.of(posted.receiver));
        server.createContext("/hand", exchange -> posted.answer(exchange, Runnable::run));
        server.createContext("/late", exchange -> posted.answer(exchange, posted.workers));
        server.start();
        posted.open.add(() -> server.stop(0));
        posted.open.add(threads::shutdown);
        return posted.on(server.getAddress().getPort());
    }

    static Comparison onJetty() throws Exception {
        PostedWebhook posted = new PostedWebhook();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new WebhookServlet(posted.receiver)), "/hook");
        context.addServlet(new ServletHolder(posted.new ServletByHand(Runnable::run)), "/hand");
        context.addServlet(new ServletHolder(posted.new ServletByHand(posted.workers)), "/late");
        server.setHandler(context);
        server.start();
        posted.open.add(server::stop);
        return posted.on(connector.getLocalPort());
    }

    static Comparison onVertx() throws Exception {
        PostedWebhook posted = new PostedWebhook();
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route("/hook").handler(WebhookRouteHandler.of(posted.receiver));
        router.route("/hand").handler(exchange -> posted.answer(exchange, Runnable::run));
        router.route("/late").handler(exchange -> posted.answer(exchange, posted.workers));
        var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
        int port = server.toCompletionStage().toCompletableFuture().get().actualPort();
        posted.open.add(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get());
        return posted.on(port);
    }

    private PostedWebhook on(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        open.add(0, socket::close);
        open.add(workers::shutdown);
        byte[] answer = new byte[8_192];
        sides.put(OURS, () -> post(socket, "/hook", answer));
        sides.put(BY_HAND, () -> post(socket, "/hand", answer));
        sides.put(HANDED_OVER, () -> post(socket, "/late", answer));
        return this;
    }

    private Object post(Socket socket, String path, byte[] answer) throws IOException {
        byte[] request = requests.get(next++ % DELIVERIES);
        for (int i = 0; i < path.length(); i++) {
            request["POST ".length() + i] = (byte) path.charAt(i);
        }
        socket.getOutputStream().write(request);
        int length = 0;
        while (!isWhole(answer, length)) {
            length += socket.getInputStream().read(answer, length, answer.length - length);
        }
        if (answer["HTTP/1.1 ".length()] != '2') {
            throw new IllegalStateException("A delivery was answered so: "
                    + new String(answer, 0, length, java.nio.charset.StandardCharsets.US_ASCII));
        }
        return this;
    }

    /** An answer has an empty body, or one that ends by a letter. */
    private static boolean isWhole(byte[] answer, int length) {
        if (length < 4) {
            return false;
        }
        int end = 3;
        while (end < length && !(answer[end] == '\n' && answer[end - 2] == '\n')) {
            end++;
        }
        return end < length && length - end - 1 == bodyLength(answer, end);
    }

    private static int bodyLength(byte[] answer, int head) {
        for (int i = 0; i + 17 < head; i++) {
            if (answer[i] == '\n'
                    && (answer[i + 1] | 0x20) == 'c'
                    && (answer[i + 9] | 0x20) == 'l'
                    && answer[i + 15] == ':') {
                int length = 0;
                for (int at = i + 16; answer[at] != '\r'; at++) {
                    length = answer[at] == ' ' ? length : length * 10 + answer[at] - '0';
                }
                return length;
            }
        }
        return 0;
    }

    /** What a program writes that knows of signatures and repetitions. */
    private void take(String signature, byte[] body, Executor handling) {
        try {
            if (!MessageDigest.isEqual(hmac().doFinal(body), HexFormat.of().parseHex(signature))) {
                throw new IllegalStateException("A delivery is not signed");
            }
            PlainJob job = moshi.fromJson(JsonReader.of(new Buffer().write(body)));
            if (known.size() > DELIVERIES / 2) {
                known.clear();
            }
            if (job.retry >= 0) {
                known.add(signature);
            }
            handling.execute(handled::incrementAndGet);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(RoutingContext exchange, Executor handling) {
        exchange.request().body().onSuccess(body -> {
            take(exchange.request().getHeader("X-Signature"), body.getBytes(), handling);
            exchange.response().end();
        });
    }

    private void answer(HttpExchange exchange, Executor handling) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            take(exchange.getRequestHeaders().getFirst("X-Signature"), body, handling);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private final class ServletByHand extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Executor handling;

        ServletByHand(Executor handling) {
            this.handling = handling;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            take(request.getHeader("X-Signature"), request.getInputStream().readAllBytes(), handling);
            response.setStatus(200);
        }
    }

    @Override
    public Map<String, Work> sides() {
        return sides;
    }

    @Override
    public void close() throws IOException {
        for (Closing each : open) {
            try {
                each.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
        receiver.close();
    }
}

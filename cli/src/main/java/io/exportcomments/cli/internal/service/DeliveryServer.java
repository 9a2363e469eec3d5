package io.exportcomments.cli.internal.service;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientEvent.DeliveryHandled;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import io.exportcomments.update.webhook.httpserver.WebhookHttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server that takes webhook deliveries at every path. Thread-safe; whoever starts it closes it. */
public final class DeliveryServer implements AutoCloseable {
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, new Named());
    private final WebhookReceiver receiver;
    private final HttpServer server;

    private DeliveryServer(InetSocketAddress address, List<WebhookSecret> secrets, Audience audience)
            throws IOException {
        server = HttpServer.create(address, 0);
        WebhookReceiver.Builder setup = WebhookReceiver.builder()
                .handler(audience::heard)
                .answerWhenHandled()
                .threads(1)
                .listener(event -> tell(event, audience));
        secrets.forEach(setup::secret);
        receiver = setup.build();
        server.setExecutor(threads);
        server.createContext("/", WebhookHttpHandler.of(receiver)).getFilters().add(new Refusals(audience));
        server.start();
    }

    /**
     * Starts a server.
     *
     * @throws IOException if it can't listen there
     */
    public static DeliveryServer start(InetSocketAddress address, List<WebhookSecret> secrets, Audience audience)
            throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("the address is unknown");
        }
        return new DeliveryServer(address, secrets, audience);
    }

    private static void tell(ClientEvent event, Audience audience) {
        if (event instanceof DeliveryHandled handled && handled.outcome() == DeliveryOutcome.REPEATED) {
            audience.repeated();
        }
    }

    /** Where deliveries are to go. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + bound.getPort() + "/");
    }

    /** Stops listening, and ends what is under way. */
    @Override
    public void close() {
        server.stop(0);
        receiver.close();
        threads.shutdownNow();
    }

    /** Those for whom it listens. */
    public interface Audience {
        /** An event came, rightly signed and for the first time, one after the other; throwing has it come again. */
        void heard(JobEvent event) throws IOException;

        /** A delivery, or what was none, was answered by another status than 200. */
        void refused(int status, String reason);

        /** A delivery came again. */
        void repeated();
    }

    /** Daemons, so that none holds the process up. */
    private static final class Named implements ThreadFactory {
        private final AtomicInteger last = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "exportcomments-listen-" + last.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }

    /** Looks at the answers. */
    private static final class Refusals extends Filter {
        private final Audience audience;

        Refusals(Audience audience) {
            this.audience = audience;
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            chain.doFilter(exchange);
            int status = exchange.getResponseCode();
            if (status != 200) {
                audience.refused(status, reason(exchange, status));
            }
        }

        private static String reason(HttpExchange exchange, int status) {
            return switch (status) {
                case 400 -> "its signature is right, but its body is no webhook event";
                case 401 -> unsigned(exchange.getRequestHeaders().get(WebhookVerifier.HEADER));
                case 405 -> "deliveries are posted, and this was " + exchange.getRequestMethod();
                case 413 -> "its body is too long";
                default -> "it can't be taken now";
            };
        }

        private static String unsigned(@Nullable List<String> signatures) {
            if (signatures == null || signatures.isEmpty()) {
                return "it has no header " + WebhookVerifier.HEADER;
            }
            if (signatures.size() > 1) {
                return "it has several headers " + WebhookVerifier.HEADER;
            }
            return signatures.get(0).matches("[0-9a-fA-F]{64}")
                    ? "its signature was made of other bytes, or with another secret"
                    : "its header " + WebhookVerifier.HEADER + " is not 64 hexadecimal digits";
        }

        @Override
        public String description() {
            return "says what is refused";
        }
    }
}

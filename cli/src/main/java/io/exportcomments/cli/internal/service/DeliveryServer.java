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

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, new DaemonThreads());
    private final WebhookReceiver receiver;
    private final HttpServer server;

    private DeliveryServer(InetSocketAddress address, List<WebhookSecret> secrets, Listener listener)
            throws IOException {
        server = HttpServer.create(address, 0);
        WebhookReceiver.Builder setup = WebhookReceiver.builder()
                .handler(listener::received)
                .answerWhenHandled()
                .threads(1)
                .listener(event -> tell(event, listener));
        secrets.forEach(setup::secret);
        receiver = setup.build();
        server.setExecutor(threads);
        server.createContext("/", WebhookHttpHandler.of(receiver)).getFilters().add(new RefusalFilter(listener));
        server.start();
    }

    /**
     * Starts a server.
     *
     * @throws IOException if it can't listen there
     */
    public static DeliveryServer start(InetSocketAddress address, List<WebhookSecret> secrets, Listener listener)
            throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("unknown address");
        }
        return new DeliveryServer(address, secrets, listener);
    }

    private static void tell(ClientEvent event, Listener listener) {
        if (event instanceof DeliveryHandled handled && handled.outcome() == DeliveryOutcome.REPEATED) {
            listener.repeated();
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

    /** Hears what arrives. */
    public interface Listener {
        /**
         * A signed event arrived for the first time; called one at a time. If it throws, the event is delivered again.
         */
        void received(JobEvent event) throws IOException;

        /** A request was answered with another status than 200. */
        void refused(int status, String reason);

        /** A delivery arrived again. */
        void repeated();
    }

    /** Daemon threads, which do not keep the process alive. */
    private static final class DaemonThreads implements ThreadFactory {
        private final AtomicInteger last = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "exportcomments-listen-" + last.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }

    /** Reports the refused requests. */
    private static final class RefusalFilter extends Filter {
        private final Listener listener;

        RefusalFilter(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            chain.doFilter(exchange);
            int status = exchange.getResponseCode();
            if (status != 200) {
                listener.refused(status, reason(exchange, status));
            }
        }

        private static String reason(HttpExchange exchange, int status) {
            return switch (status) {
                case 400 -> "its signature is valid, but its body is not a webhook event";
                case 401 -> unsigned(exchange.getRequestHeaders().get(WebhookVerifier.HEADER));
                case 405 -> "a delivery must be a POST, not a " + exchange.getRequestMethod();
                case 413 -> "its body is too long";
                default -> "it can't be accepted now";
            };
        }

        private static String unsigned(@Nullable List<String> signatures) {
            if (signatures == null || signatures.isEmpty()) {
                return "it has no " + WebhookVerifier.HEADER;
            }
            if (signatures.size() > 1) {
                return "it has more than one " + WebhookVerifier.HEADER;
            }
            return signatures.get(0).matches("[0-9a-fA-F]{64}")
                    ? "its signature was made from other bytes or with another secret"
                    : "its " + WebhookVerifier.HEADER + " is not 64 hexadecimal digits";
        }

        @Override
        public String description() {
            return "says what is refused";
        }
    }
}

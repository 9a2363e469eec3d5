package io.exportcomments.campaign.processes;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.campaign.processes.RoundPlan.HookStore;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.httpserver.WebhookHttpHandler;
import io.exportcomments.update.webhook.jdbc.DeliveryStoreException;
import io.exportcomments.update.webhook.jdbc.JdbcDeliveryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/** Where the client takes deliveries, with its store. */
final class HookServer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> new Thread(task, "program-hook"));
    private final WebhookReceiver receiver;
    private final @Nullable JdbcDataSource h2;

    HookServer(HookStore kind, Path folder, Consumer<String> log) throws IOException {
        h2 = kind == HookStore.H2 ? h2(folder.resolve("deliveries-h2")) : null;
        WebhookReceiver.Builder builder = WebhookReceiver.builder()
                .secret(WebhookSecret.of(ServiceProgram.SECRET))
                .listener(event -> log.accept(event.toString()))
                .store(store(kind, folder))
                .lease(Duration.ofSeconds(10))
                .handler(event -> Out.line("handled", event.messageId().orElse("-"), event.name()));
        if (kind == HookStore.UNTIL_HANDLED) {
            builder.answerWhenHandled();
        }
        receiver = builder.build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/hook", WebhookHttpHandler.of(receiver));
        server.start();
    }

    private static JdbcDataSource h2(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
        return source;
    }

    private DeliveryStore store(HookStore kind, Path folder) {
        return switch (kind) {
            case MEMORY, UNTIL_HANDLED -> InMemoryDeliveryStore.create(10_000);
            case SQLITE -> {
                SQLiteDataSource source = new SQLiteDataSource();
                source.setUrl("jdbc:sqlite:" + folder.resolve("deliveries.db"));
                yield jdbc(source);
            }
            case H2 -> jdbc(java.util.Objects.requireNonNull(h2));
        };
    }

    /** Where nothing can be written yet, the program waits with its beginning. */
    private static DeliveryStore jdbc(DataSource source) {
        while (true) {
            try {
                return JdbcDeliveryStore.in(source).createTable();
            } catch (DeliveryStoreException e) {
                Out.line("waits", Out.of(e));
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        receiver.close();
        threads.shutdownNow();
        if (h2 != null) {
            try (Connection connection = h2.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException e) {
                Out.line("h2", Out.of(e));
            }
        }
    }
}

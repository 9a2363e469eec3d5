package io.exportcomments.examples.vertx;

import io.exportcomments.mock.MockService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the service until the process ends: on a mock, or on the real service if {@code EXPORTCOMMENTS_API_TOKEN} is
 * set.
 */
public final class VertxServiceApplication {
    private static final int USUAL_PORT = 8080;
    private static final int CLOSE_SECONDS = 10;

    private VertxServiceApplication() {}

    /** Runs the service; the one argument, if there is one, is its port, 0 for any that is free. */
    public static void main(String[] arguments) {
        int port;
        try {
            port = port(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("Usage: run [PORT], from 0 to 65535");
            System.exit(2);
            return;
        }
        String token = System.getenv("EXPORTCOMMENTS_API_TOKEN");
        MockService mock = token == null || token.isBlank() ? ExportClients.startMock() : null;
        Vertx vertx = Vertx.vertx();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx, mock), "shutdown"));
        try {
            ExportsVerticle verticle = new ExportsVerticle(
                    mock == null ? ExportClients.forToken(String.valueOf(token).strip()) : ExportClients.forMock(mock),
                    ExportsVerticle.Settings.onPort(port));
            await(vertx.deployVerticle(verticle));
            welcome(verticle.port(), mock != null);
        } catch (IllegalArgumentException | ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            System.err.println("The service can't start: " + cause.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(String[] arguments) {
        if (arguments.length == 0) {
            return USUAL_PORT;
        }
        int port = Integer.parseInt(arguments[0]);
        if (arguments.length > 1 || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port");
        }
        return port;
    }

    private static void welcome(int port, boolean onMock) {
        String address = "http://127.0.0.1:" + port;
        System.out.println(
                onMock
                        ? "Exports go to a mock of the service and cost nothing; set EXPORTCOMMENTS_API_TOKEN to use the real one."
                        : "Exports go to the real service and spend the account's quota.");
        System.out.println("Open " + address + "/ in a browser, or use curl:");
        System.out.println("  curl -N -H 'Content-Type: application/json' -d '{\"url\":\""
                + "https://www.youtube.com/watch?v=dQw4w9WgXcQ\"}' " + address + "/exports");
    }

    /** Closing the Vertx undeploys the verticle, which ends its streams and its client; only then may the mock stop. */
    private static void close(Vertx vertx, @Nullable MockService mock) {
        try {
            await(vertx.close());
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("Closing failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (mock != null) {
                mock.close();
            }
        }
    }

    private static void await(Future<?> future) throws ExecutionException, TimeoutException, InterruptedException {
        future.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}

package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.PlanChoice;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.time.MockClock;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "mock",
        description =
                "Runs a mock of the service for other programs until Ctrl-C: jobs that progress by themselves, files with"
                        + " made-up comments, and the documented limits and errors.")
final class MockCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;
    private static final int FASTEST = 10_000;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, which only this machine can reach.")
    private String host = "";

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            converter = Converters.PlanConverter.class,
            description = "The plan whose limits apply: ${COMPLETION-CANDIDATES}. Default: no limits.")
    private @Nullable PlanChoice plan;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many times faster than real time jobs and limits run. Default: ${DEFAULT-VALUE}; an export takes about 10 s.")
    private int speed;

    @Mixin
    private final WebhookOptions webhooks = new WebhookOptions();

    @Option(names = "--verbose", description = "Print a line for each request and each delivery to standard error.")
    private boolean verbose;

    @Option(names = "--json", description = "Print the address and the token as a JSON object on one line.")
    private boolean json;

    private final Terminal terminal;

    MockCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    @SuppressWarnings("try")
    public Integer call() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException("--port must be 0 to " + HIGHEST_PORT + ", not " + port);
        }
        if (speed < 1 || speed > FASTEST) {
            throw new UsageException("--speed must be 1 to " + FASTEST + ", not " + speed);
        }
        try (MockService mock = start();
                ShutdownHook interruption = new ShutdownHook(mock::close)) {
            describe(mock);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.number();
    }

    private MockService start() {
        MockService.Builder setup = MockService.builder().host(host).port(port).clock(MockClock.faster(speed));
        if (plan != null) {
            setup.plan(plan.mock());
        }
        if (verbose) {
            setup.requestLog(entry -> terminal.remark(entry.toLine()));
        }
        webhooks.setups(terminal).forEach(setup::webhook);
        setup.deliveryLog(delivery -> {
            if (verbose || delivery.troubled()) {
                terminal.remark(delivery.toLine());
            }
        });
        try {
            return setup.start();
        } catch (IllegalStateException e) {
            throw new UsageException(
                    e.getMessage() + "; choose another with --port, or use --port 0 for any free port");
        }
    }

    private void describe(MockService mock) {
        String named = plan == null ? "unlimited" : plan.toString();
        if (json) {
            terminal.result(JsonLine.of("mock")
                    .put("base_url", mock.baseUrl())
                    .put("live_page", mock.livePage())
                    .put("token", mock.token())
                    .put("plan", named)
                    .put("speed", speed)
                    .put("webhooks", mock.webhooks().registered().size())
                    .toString());
            return;
        }
        String call = "curl -H \"X-AUTH-TOKEN: $TOKEN\" ";
        terminal.result(String.format(
                Locale.ROOT,
                """
                The mock service is running; press Ctrl-C to stop it.

                live page %6$s
                base URL  %1$s
                token     %2$s
                plan      %3$s
                %7$s
                Try it from another terminal:

                  TOKEN=%2$s
                  %4$s-H 'Content-Type: application/json' -d '{"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}' %1$s/api/v3/job
                  %4$s%1$s/api/v3/jobs
                  %4$s%1$s/api/v3/job/GUID
                  %4$s-X PATCH %1$s/api/v3/job/GUID/stop
                  %4$s-X PATCH %1$s/api/v3/job/GUID/retry
                  %4$s-OJ %1$s/api/v3/job/GUID/download

                  EXPORTCOMMENTS_API_TOKEN=$TOKEN %5$s export https://vimeo.com/1084537 --base-url %1$s
                """,
                mock.baseUrl(),
                mock.token(),
                named,
                call,
                terminal.command(),
                mock.livePage(),
                webhookLines(mock)));
    }

    private static String webhookLines(MockService mock) {
        return mock.webhooks().registered().stream()
                .map(webhook -> "webhook   " + webhook.url() + "\n")
                .collect(Collectors.joining());
    }
}

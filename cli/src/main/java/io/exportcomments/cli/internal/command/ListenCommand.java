package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.DeliveryServer;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.EventText;
import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "listen",
        description = "Receives webhook deliveries and prints each event with a valid signature, until Ctrl-C.",
        footer = {
            "",
            "Try it with the mock: 'exportcomments mock --webhook http://127.0.0.1:8090/' with the same secret.",
            "The service itself delivers only to HTTPS: use a tunnel or a proxy that forwards to this port."
        })
final class ListenCommand implements Callable<Integer>, DeliveryServer.Listener {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "The port to listen on; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, which only this machine can reach.")
    private String host = "";

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "The webhook's signing secret; repeat it while one secret replaces another. Prefer to set "
                    + SecretOption.VARIABLE + ", which other users of this machine can't see.")
    private List<String> secrets = List.of();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;
    private final CountDownLatch unread = new CountDownLatch(1);

    ListenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    @SuppressWarnings("try")
    public Integer call() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException("--port must be 0 to " + HIGHEST_PORT + ", not " + port);
        }
        List<WebhookSecret> known = known();
        try (DeliveryServer server = start(known);
                ShutdownHook interruption = new ShutdownHook(server::close)) {
            describe(server);
            unread.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.number();
    }

    private List<WebhookSecret> known() {
        List<String> texts = secrets.isEmpty()
                ? List.of(SecretOption.resolve(null, "--secret", terminal))
                : secrets.stream()
                        .map(typed -> SecretOption.resolve(typed, "--secret", terminal))
                        .toList();
        try {
            return texts.stream().map(WebhookSecret::of).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private DeliveryServer start(List<WebhookSecret> known) {
        try {
            return DeliveryServer.start(new InetSocketAddress(host, port), known, this);
        } catch (IOException e) {
            throw new UsageException("cannot listen on " + host + ":" + port + ": " + e.getMessage()
                    + "; choose another with --port, or use --port 0 for any free port");
        }
    }

    private void describe(DeliveryServer server) {
        if (output.mode() == OutputMode.JSON) {
            terminal.result(
                    JsonLine.of("listening").put("url", server.address()).toString());
        } else if (output.mode() == OutputMode.HUMAN) {
            terminal.remark("Listening for deliveries at " + server.address() + "; press Ctrl-C to stop.");
        }
    }

    /** What could not be printed was not received: then the delivery is not taken, and no further one. */
    @Override
    public void received(JobEvent event) throws IOException {
        terminal.result(
                output.mode() == OutputMode.JSON
                        ? EventText.json(event)
                        : EventText.line(event, terminal.coloursResults()));
        if (terminal.resultsLost()) {
            unread.countDown();
            throw new IOException("the event could not be written to standard output");
        }
    }

    @Override
    public void refused(int status, String reason) {
        if (output.mode() == OutputMode.JSON) {
            terminal.result(JsonLine.of("refused")
                    .put("status", status)
                    .put("reason", reason)
                    .toString());
            if (terminal.resultsLost()) {
                unread.countDown();
            }
        } else {
            terminal.remark("Refused a delivery with " + status + ": " + reason + ".");
        }
    }

    @Override
    public void repeated() {
        if (output.mode() == OutputMode.HUMAN) {
            terminal.remark("A delivery arrived again; it was answered with 200.");
        }
    }
}

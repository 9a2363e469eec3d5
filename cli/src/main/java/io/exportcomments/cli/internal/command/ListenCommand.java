package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.service.DeliveryServer;
import io.exportcomments.cli.internal.service.Interruption;
import io.exportcomments.cli.internal.terminal.EventText;
import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.cli.internal.terminal.Voice;
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
        description = "Receives webhook deliveries and prints each event that is rightly signed, until Ctrl-C.",
        footer = {
            "",
            "Try it with the mock: 'exportcomments mock --webhook http://127.0.0.1:8090/' with the same secret.",
            "The service itself delivers to HTTPS alone: have a tunnel or a proxy lead here."
        })
final class ListenCommand implements Callable<Integer>, DeliveryServer.Audience {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Where to listen; 0 for any port that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "On which address to listen. Default: ${DEFAULT-VALUE}, which only this machine can reach.")
    private String host = "";

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description =
                    "The webhook's signing secret; more than once while one is being replaced by another. Better set "
                            + SecretOption.VARIABLE + ", which other people on this machine can't see.")
    private List<String> secrets = List.of();

    @Mixin
    private final VoiceOptions voice = new VoiceOptions();

    private final Terminal terminal;

    ListenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    @SuppressWarnings("try")
    public Integer call() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Mistake("--port takes 0 to " + HIGHEST_PORT + ": " + port);
        }
        List<WebhookSecret> known = known();
        try (DeliveryServer server = start(known);
                Interruption interruption = new Interruption(server::close)) {
            describe(server);
            new CountDownLatch(1).await();
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
            throw new Mistake(String.valueOf(e.getMessage()));
        }
    }

    private DeliveryServer start(List<WebhookSecret> known) {
        try {
            return DeliveryServer.start(new InetSocketAddress(host, port), known, this);
        } catch (IOException e) {
            throw new Mistake("cannot listen on " + host + ":" + port + ": " + e.getMessage()
                    + "; choose another with --port, or --port 0 for any that is free");
        }
    }

    private void describe(DeliveryServer server) {
        if (voice.voice() == Voice.JSON) {
            terminal.result(
                    JsonLine.of("listening").put("url", server.address()).toString());
        } else if (voice.voice() == Voice.HUMAN) {
            terminal.remark("Listening for deliveries at " + server.address() + "; Ctrl-C ends it.");
        }
    }

    /** What could not be printed was not heard: then the delivery is not taken. */
    @Override
    public void heard(JobEvent event) throws IOException {
        terminal.result(
                voice.voice() == Voice.JSON ? EventText.json(event) : EventText.line(event, terminal.coloursResults()));
        if (terminal.resultsLost()) {
            throw new IOException("the event could not be written to standard output");
        }
    }

    @Override
    public void refused(int status, String reason) {
        if (voice.voice() == Voice.JSON) {
            terminal.result(JsonLine.of("refused")
                    .put("status", status)
                    .put("reason", reason)
                    .toString());
        } else {
            terminal.remark("Refused a delivery with " + status + ": " + reason + ".");
        }
    }

    @Override
    public void repeated() {
        if (voice.voice() == Voice.HUMAN) {
            terminal.remark("A delivery came that had come before; it was answered with 200.");
        }
    }
}

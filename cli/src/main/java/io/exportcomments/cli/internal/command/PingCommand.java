package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

@Command(name = "ping", description = "Checks that the service is reachable and the token is valid.")
final class PingCommand extends ClientCommand {
    PingCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    boolean followsJobs() {
        return false;
    }

    @Override
    void run(CommandContext context) {
        long begin = System.nanoTime();
        context.client().ping();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        context.result(
                context.json()
                        ? JsonLine.of("ping").put("millis", millis).toString()
                        : "The service is reachable and the token is valid (" + millis + " ms).");
    }
}

package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

@Command(name = "ping", description = "Asks whether the service is there and the token is good.")
final class PingCommand extends ClientCommand {
    PingCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(Desk desk) {
        long begin = System.nanoTime();
        desk.client().ping();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        desk.result(
                desk.json()
                        ? JsonLine.of("ping").put("millis", millis).toString()
                        : "The service is there and the token is good (" + millis + " ms).");
    }
}

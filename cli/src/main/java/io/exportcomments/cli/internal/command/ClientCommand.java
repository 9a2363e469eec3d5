package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.service.Connection;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.cli.internal.terminal.Voice;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that talks to the service. */
abstract class ClientCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final VoiceOptions voice = new VoiceOptions();

    private final Terminal terminal;

    ClientCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() {
        typed();
        Voice chosen = voice.voice();
        var target = service.target(terminal, usualTimeout());
        check();
        try (Connection connection = target.connect()) {
            run(new Desk(connection, terminal, chosen, service.forHint()));
        }
        return ExitCode.DONE.number();
    }

    /** Looks at what makes no sense together, before it is asked who one is. */
    void typed() {}

    /** Looks at what was typed once more before anything is opened. */
    void check() {}

    /** How long a call may take if the person does not say; null for the library's own. */
    @Nullable Duration usualTimeout() {
        return null;
    }

    /** Does it; throws what goes wrong. */
    abstract void run(Desk desk);
}

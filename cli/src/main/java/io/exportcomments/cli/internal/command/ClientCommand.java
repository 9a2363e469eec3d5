package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.service.ConnectionSettings;
import io.exportcomments.cli.internal.service.OutageReporter;
import io.exportcomments.cli.internal.service.ServiceConnection;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.port.QuotaLog;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that talks to the service. */
abstract class ClientCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ClientCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    @SuppressWarnings("try")
    public final Integer call() {
        checkArguments();
        OutputMode chosen = output.mode();
        ConnectionSettings chosenService = service.settings(terminal, defaultTimeout());
        checkOptions();
        ConnectionSettings settings = followsJobs() ? chosenService : chosenService.withoutUpdates();
        DatabaseAddress shared = settings.sharesLimits() ? sharedDatabase() : null;
        try (QuotaLog limits = shared == null ? null : shared.limits(terminal);
                ServiceConnection connection = settings.connect(limits)) {
            CommandContext context = new CommandContext(connection, terminal, chosen, service.forHint());
            try (OutageReporter reporter = new OutageReporter(connection.outages(), context::remark)) {
                run(context);
            }
        }
        return ExitCode.DONE.number();
    }

    /** Sets a flag that was read without picocli; false if it is left to that. */
    boolean takeFlag(String name) {
        return output.takeFlag(name);
    }

    /** The same for an option with a value, which may be refused as picocli's converters do. */
    boolean takeOption(String name, String value) {
        return service.takeOption(name, value);
    }

    /** The same for a word that belongs to no option. */
    boolean takeOperand(String word) {
        return false;
    }

    /** Whether there is all that the command needs. */
    boolean isComplete() {
        return true;
    }

    /** Refuses combinations that make no sense, before a token is asked for. */
    void checkArguments() {}

    /** Checks the options before anything is opened. */
    void checkOptions() {}

    /** The database by which commands share the plan's limits; null if this one shares them with none. */
    @Nullable DatabaseAddress sharedDatabase() {
        return null;
    }

    /** The call timeout without --timeout; null for the library's default. */
    @Nullable Duration defaultTimeout() {
        return null;
    }

    /** Whether the command follows jobs, for which the client needs more. */
    boolean followsJobs() {
        return true;
    }

    /** Runs the command; throws whatever goes wrong. */
    abstract void run(CommandContext context);
}

package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.AssistantServer;
import io.exportcomments.cli.internal.service.PlanChoice;
import io.exportcomments.cli.internal.service.ServiceConnection;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "mcp",
        description = {
            "Serves the account to assistants by the Model Context Protocol (MCP), over standard input and output.",
            "All calls stay within the limits of the plan: --plan, or else premium, the smaller one."
        },
        footer = {"", "How to set up the usual assistants: docs/mcp.md. Ends when its input ends, or by Ctrl-C."})
final class McpCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Serve over streamable HTTP on this machine alone, in place of standard input and output;"
                    + " 0 for any free port.")
    private @Nullable Integer port;

    @Option(
            names = "--allow-dir",
            paramLabel = "DIR",
            description = "A folder into which assistants may download results. Can be repeated. Without it they can't"
                    + " write files.")
    private List<Path> folders = List.of();

    @Option(
            names = "--read-only",
            description = "Leave out what uses the plan's exports or ends a job: creating, retrying, stopping.")
    private boolean readOnly;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print errors only.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Print what the libraries log, on standard error.")
    private boolean verbose;

    private final Terminal terminal;

    McpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    @SuppressWarnings("try")
    public Integer call() {
        check();
        var settings = service.settings(terminal, null).withPlan(PlanChoice.PREMIUM);
        try (ServiceConnection connection = settings.connect();
                AssistantServer server = AssistantServer.open(
                        connection, settings.token(), Version.text(), readOnly, folders, port, terminal.resultBytes());
                ShutdownHook interruption = new ShutdownHook(server::close)) {
            if (!quiet) {
                terminal.remark(server.description());
            }
            server.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.number();
    }

    private void check() {
        if (quiet && verbose) {
            throw new UsageException("--verbose and --quiet can't be combined");
        }
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new UsageException("--http must be 0 to " + HIGHEST_PORT + ", not " + port);
        }
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new UsageException("--allow-dir " + folder + " is not a folder");
            }
        }
    }
}

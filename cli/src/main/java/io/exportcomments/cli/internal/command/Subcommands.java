package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;

/** The commands by name, each made when it is wanted. */
final class Subcommands {
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    Subcommands(Terminal terminal) {
        commands.put("export", () -> new ExportCommand(terminal));
        commands.put("status", () -> new StatusCommand(terminal));
        commands.put("watch", () -> new WatchCommand(terminal));
        commands.put("list", () -> new ListCommand(terminal));
        commands.put("retry", () -> new RetryCommand(terminal));
        commands.put("stop", () -> new StopCommand(terminal));
        commands.put("download", () -> new DownloadCommand(terminal));
        commands.put("platforms", () -> new PlatformsCommand(terminal));
        commands.put("ping", () -> new PingCommand(terminal));
        commands.put(
                "batch",
                () -> new CommandLine(new BatchCommand())
                        .addSubcommand(new BatchCreateCommand(terminal))
                        .addSubcommand(new BatchStatusCommand(terminal)));
        commands.put("bulk", () -> BulkCommand.of(terminal));
        commands.put("listen", () -> new ListenCommand(terminal));
        commands.put("mock", () -> new MockCommand(terminal));
        commands.put("mcp", () -> new McpCommand(terminal));
        commands.put("generate-manual", () -> new ManualCommand(terminal));
        commands.put("generate-completion", () -> GenerateCompletion.class);
    }

    void addAll(CommandLine root) {
        commands.values().forEach(command -> root.addSubcommand(command.get()));
    }

    /** Adds the command that the arguments begin with; all where they begin with none, or where it looks at all. */
    void addFor(CommandLine root, String... arguments) {
        Supplier<Object> wanted = arguments.length == 0 ? null : commands.get(arguments[0]);
        if (wanted == null || arguments[0].equals("generate-completion")) {
            addAll(root);
        } else {
            root.addSubcommand(wanted.get());
        }
    }
}

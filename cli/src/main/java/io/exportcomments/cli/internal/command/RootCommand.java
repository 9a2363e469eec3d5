package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "exportcomments",
        versionProvider = Version.class,
        description = "Exports the comments and reviews of web pages with the ExportComments service.",
        footer = {
            "",
            "Try it without an account:",
            "  exportcomments export https://www.youtube.com/watch?v=dQw4w9WgXcQ --mock",
            "",
            "The service needs an API token: set " + ServiceOptions.TOKEN_VARIABLE + "."
        })
final class RootCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new UsageException("no command given; use one of "
                + String.join(", ", spec.subcommands().keySet()) + "; see '"
                + spec.qualifiedName() + " --help'");
    }
}

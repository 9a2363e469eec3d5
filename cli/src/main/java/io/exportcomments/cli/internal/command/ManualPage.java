package io.exportcomments.cli.internal.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of one command in the language of {@code man}: roff with its macros for manuals. */
final class ManualPage {
    private final StringBuilder text = new StringBuilder();
    private final CommandLine command;
    private final CommandSpec spec;

    private ManualPage(CommandLine command) {
        this.command = command;
        spec = command.getCommandSpec();
    }

    /** The name of a command's page, such as {@code exportcomments-batch-create}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    static String of(CommandLine command) {
        return new ManualPage(command).whole();
    }

    private String whole() {
        line(".TH \"" + escaped(name(spec).toUpperCase(Locale.ROOT)) + "\" \"1\" \"\" \"" + escaped(Version.line())
                + "\" \"\"");
        section("NAME", escaped(name(spec)) + " \\- " + escaped(headline()));
        section("SYNOPSIS", synopsis());
        section("DESCRIPTION", "");
        List.of(spec.usageMessage().description()).forEach(this::paragraph);
        entries(
                "ARGUMENTS",
                spec.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .toList(),
                this::argument);
        entries(
                "OPTIONS",
                spec.options().stream().filter(option -> !option.hidden()).toList(),
                this::option);
        entries("COMMANDS", List.copyOf(command.getSubcommands().values()), this::subcommand);
        entries("EXIT STATUS", List.copyOf(spec.usageMessage().exitCodeList().entrySet()), this::exitCode);
        notes();
        seeAlso();
        return text.toString();
    }

    private String headline() {
        return headline(spec);
    }

    /** The first sentence. */
    private static String headline(CommandSpec spec) {
        String[] description = spec.usageMessage().description();
        String all = description.length == 0 ? spec.name() : description[0];
        int end = all.indexOf(". ");
        String first = end < 0 ? all : all.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private String synopsis() {
        boolean abbreviated = spec.usageMessage().abbreviateSynopsis();
        spec.usageMessage().abbreviateSynopsis(true);
        String synopsis = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
        spec.usageMessage().abbreviateSynopsis(abbreviated);
        return escaped(synopsis);
    }

    private <T> void entries(String title, List<T> all, Consumer<T> one) {
        if (!all.isEmpty()) {
            section(title, "");
            all.forEach(one);
        }
    }

    private void argument(PositionalParamSpec argument) {
        entry("\\fI" + escaped(argument.paramLabel()) + "\\fR", List.of(argument.description()));
    }

    private void option(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
        List<String> names = List.of(option.names()).stream()
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .toList();
        entry(String.join(", ", names) + value, List.of(option.description()));
    }

    private void subcommand(CommandLine one) {
        String page = name(one.getCommandSpec());
        entry("\\fB" + escaped(page) + "\\fR(1)", List.of(headline(one.getCommandSpec()) + "."));
    }

    private void exitCode(Map.Entry<String, String> code) {
        entry("\\fB" + escaped(code.getKey().strip()) + "\\fR", List.of(code.getValue()));
    }

    private void notes() {
        List<String> footer = List.of(spec.usageMessage().footer());
        if (!footer.isEmpty()) {
            section("NOTES", "");
            line(".nf");
            footer.stream().dropWhile(String::isBlank).forEach(line -> line(escaped(line)));
            line(".fi");
        }
    }

    private void seeAlso() {
        CommandLine parent = command.getParent();
        if (parent != null) {
            section("SEE ALSO", "\\fB" + escaped(name(parent.getCommandSpec())) + "\\fR(1)");
        }
    }

    private void section(String title, String words) {
        line(".SH " + title);
        if (!words.isEmpty()) {
            line(words);
        }
    }

    private void entry(String head, List<String> description) {
        line(".TP");
        line(head);
        line(escaped(String.join(" ", description)));
    }

    private void paragraph(String words) {
        if (!words.isBlank()) {
            line(".PP");
            line(escaped(words.strip()));
        }
    }

    private void line(String line) {
        text.append(line.isEmpty() ? ".sp" : line).append('\n');
    }

    /** A text as it is to be read: nothing of it is for roff to obey, and all of it is ASCII. */
    static String escaped(String plain) {
        String one = plain.replace('\n', ' ').replace("%%", "%");
        StringBuilder shown = new StringBuilder();
        if (one.startsWith(".") || one.startsWith("'")) {
            shown.append("\\&");
        }
        one.codePoints().forEach(letter -> shown.append(escaped(letter)));
        return shown.toString();
    }

    private static String escaped(int letter) {
        return switch (letter) {
            case '\\' -> "\\e";
            case '-' -> "\\-";
            case '"' -> "\\(dq";
            case '\'' -> "\\(aq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            default -> letter < 128 ? Character.toString(letter) : String.format(Locale.ROOT, "\\[u%04X]", letter);
        };
    }
}

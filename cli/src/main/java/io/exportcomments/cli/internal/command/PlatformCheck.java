package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.platform.Platform;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Says before an export what its platform does not know; the service decides what it takes. */
final class PlatformCheck {
    private static final int MOST_LINES = 10;

    @Option(
            names = "--strict",
            description =
                    "Refuse a URL in no known form, and an option that the platform is not known to take. Otherwise they are"
                            + " only warned of. See 'exportcomments platforms'.")
    private boolean strict;

    private final List<String> findings = new ArrayList<>();

    /**
     * Checks the URLs.
     *
     * @throws UsageException with {@code --strict}, for the first finding
     */
    void check(List<String> urls, ExportOptions options) {
        findings.clear();
        for (String url : urls) {
            List<String> found = of(url, options);
            String which = urls.size() == 1 ? "" : JobText.printable(url) + ": ";
            found.forEach(finding -> findings.add(which + finding));
            if (strict && !found.isEmpty()) {
                throw new UsageException(findings.get(0) + " (--strict)");
            }
        }
    }

    private static List<String> of(String url, ExportOptions options) {
        URI page = uri(url);
        Optional<Platform> detected = Platform.detect(page);
        if (detected.isEmpty()) {
            return List.of("the URL belongs to no known platform; see 'exportcomments platforms'");
        }
        Platform platform = detected.get();
        List<String> found = new ArrayList<>();
        if (!platform.fits(page)) {
            found.add("the URL has no known form of " + platform.name() + ", such as "
                    + platform.urlPatterns().get(0) + "; see 'exportcomments platforms --id " + platform.id() + "'");
        }
        platform.optionsOfOthers(options)
                .forEach(option -> found.add(typed(option) + " is not an option of " + platform.name()
                        + ", which takes "
                        + platform.options().stream().map(PlatformCheck::typed).collect(Collectors.joining(", "))));
        return found;
    }

    /** The option as it is typed. */
    static String typed(String option) {
        return switch (option) {
            case "facebookAds" -> "--facebook-ads";
            case "cookies" -> "--cookie";
            default -> "--" + option;
        };
    }

    /** The URL; what its letters are does not matter where they are none of a URI's. */
    static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return withOtherLetters(url);
        }
    }

    private static URI withOtherLetters(String url) {
        try {
            return new URI(url.replaceAll("[^!-~]|[\"<>\\\\^`{|}\\[\\]%#]", "-"));
        } catch (URISyntaxException e) {
            return URI.create(""); // of no platform; whether it is a URL is looked at elsewhere
        }
    }

    /** Says what was found; nothing with {@code --quiet}. */
    void warn(CommandContext context) {
        if (context.mode() == OutputMode.QUIET) {
            return;
        }
        findings.stream().limit(MOST_LINES).forEach(finding -> say(context, finding));
        if (findings.size() > MOST_LINES) {
            say(context, "and " + (findings.size() - MOST_LINES) + " more of this kind");
        }
    }

    private static void say(CommandContext context, String finding) {
        context.terminal()
                .remark(
                        context.json()
                                ? JsonLine.of("warning").put("message", finding).toString()
                                : "Warning: " + finding + ".");
    }
}

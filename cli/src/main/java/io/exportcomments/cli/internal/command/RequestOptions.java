package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the export is to be made. */
final class RequestOptions {
    @Option(names = "--replies", description = "Export replies too.")
    private boolean replies;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Values.Count.class,
            description = "Export at most so many items.")
    private @Nullable Long limit;

    @Option(
            names = "--min-date",
            paramLabel = "DATE",
            converter = Values.Time.class,
            description = "Only items from then on: 2026-03-01 or 2026-03-01T07:30:00Z; UTC without an offset.")
    private @Nullable Instant minDate;

    @Option(
            names = "--max-date",
            paramLabel = "DATE",
            converter = Values.Time.class,
            description = "Only items until then; a date alone is its first moment.")
    private @Nullable Instant maxDate;

    @Option(names = "--vpn", paramLabel = "COUNTRY", description = "Have the service go through this country.")
    private @Nullable String vpn;

    @Option(
            names = "--cookie",
            paramLabel = "NAME=VALUE",
            converter = Values.NamedValue.class,
            description =
                    "A cookie for the page, a secret: sent to the service and shown nowhere. Can be given more than once.")
    private List<Values.Named> cookies = List.of();

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            converter = Values.NamedValue.class,
            description = "Any other option of the service, its value as JSON or text. Can be given more than once.")
    private List<Values.Named> others = List.of();

    /**
     * The request for a URL.
     *
     * @throws Mistake if it can't be one
     */
    ExportRequest request(String url, Terminal terminal) {
        cookies.forEach(cookie -> terminal.hide(cookie.value()));
        try {
            return new ExportRequest(url, options());
        } catch (IllegalArgumentException e) {
            throw new Mistake(
                    minDate != null && maxDate != null && minDate.isAfter(maxDate)
                            ? "--min-date " + minDate + " is after --max-date " + maxDate
                            : String.valueOf(e.getMessage()));
        }
    }

    /**
     * The options, for whichever URL.
     *
     * @throws Mistake if they can't be
     */
    ExportOptions options(Terminal terminal) {
        return request("https://exportcomments.com/", terminal).options();
    }

    private ExportOptions options() {
        ExportOptions.Builder options = ExportOptions.builder();
        others.forEach(option -> options.set(option.name(), Values.jsonOrText(option.value())));
        if (replies) {
            options.replies(true);
        }
        if (limit != null) {
            options.limit(limit);
        }
        if (minDate != null) {
            options.minTimestamp(minDate);
        }
        if (maxDate != null) {
            options.maxTimestamp(maxDate);
        }
        if (vpn != null) {
            options.vpn(vpn);
        }
        if (!cookies.isEmpty()) {
            Map<String, String> all = new LinkedHashMap<>();
            cookies.forEach(cookie -> all.put(cookie.name(), cookie.value()));
            options.cookies(all);
        }
        return options.build();
    }
}

package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the export is to be made. */
final class RequestOptions {
    @Option(names = "--replies", description = "Export replies too.")
    private boolean replies;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.CountConverter.class,
            description = "Export at most N items.")
    private @Nullable Long limit;

    @Option(
            names = "--min-date",
            paramLabel = "DATE",
            converter = Converters.InstantConverter.class,
            description =
                    "Only items from this time on: 2026-03-01 or 2026-03-01T07:30:00Z; UTC if there is no offset.")
    private @Nullable Instant minDate;

    @Option(
            names = "--max-date",
            paramLabel = "DATE",
            converter = Converters.InstantConverter.class,
            description = "Only items up to this time; a date alone means its first moment.")
    private @Nullable Instant maxDate;

    @Option(names = "--vpn", paramLabel = "COUNTRY", description = "The country from which the service opens the page.")
    private @Nullable String vpn;

    @Option(
            names = "--cookie",
            paramLabel = "NAME=VALUE",
            converter = Converters.NameValueConverter.class,
            description = "A cookie for the page; sent to the service and never shown. Can be repeated.")
    private List<Converters.NameValue> cookies = List.of();

    @Mixin
    private final PlatformOptions ofPlatforms = new PlatformOptions();

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            converter = Converters.NameValueConverter.class,
            description = "Any other option of the service; the value is JSON or text. Can be repeated.")
    private List<Converters.NameValue> others = List.of();

    /**
     * The request for a URL.
     *
     * @throws UsageException if it can't be one
     */
    ExportRequest request(String url, Terminal terminal) {
        cookies.forEach(cookie -> terminal.hide(cookie.value()));
        try {
            return new ExportRequest(url, options());
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    minDate != null && maxDate != null && minDate.isAfter(maxDate)
                            ? "--min-date " + minDate + " is after --max-date " + maxDate
                            : String.valueOf(e.getMessage()));
        }
    }

    /**
     * The options, for whichever URL.
     *
     * @throws UsageException if they can't be
     */
    ExportOptions options(Terminal terminal) {
        return request("https://exportcomments.com/", terminal).options();
    }

    private ExportOptions options() {
        ExportOptions.Builder options = ExportOptions.builder();
        others.forEach(option -> options.set(option.name(), Converters.jsonOrText(option.value())));
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
        ofPlatforms.addTo(options);
        return options.build();
    }
}

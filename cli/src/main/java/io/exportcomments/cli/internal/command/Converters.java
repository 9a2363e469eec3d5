package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.service.PlanChoice;
import io.exportcomments.cli.internal.service.TransportChoice;
import io.exportcomments.cli.internal.service.UpdatesChoice;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.TransportSettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what is typed. A message of these never repeats a value that may be a secret. */
final class Converters {
    private Converters() {}

    /** A job's guid. */
    static final class GuidConverter implements ITypeConverter<JobGuid> {
        @Override
        public JobGuid convert(String text) {
            try {
                return JobGuid.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A batch's id. */
    static final class BatchIdConverter implements ITypeConverter<BatchId> {
        @Override
        public BatchId convert(String text) {
            try {
                return BatchId.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The service's origin. */
    static final class OriginConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI url = URI.create(text);
                boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
                boolean bare = url.getRawPath() == null
                        || url.getRawPath().isEmpty()
                        || url.getRawPath().equals("/");
                if (web && bare && url.getHost() != null && url.getRawUserInfo() == null && isOrigin(url)) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                throw notAnOrigin();
            }
            throw notAnOrigin();
        }

        private static boolean isOrigin(URI url) {
            return url.getRawQuery() == null && url.getRawFragment() == null && url.getPort() <= 65_535;
        }

        private static TypeConversionException notAnOrigin() {
            return new TypeConversionException("must be an origin such as " + TransportSettings.SERVICE
                    + " or http://localhost:8080, with no path, query or user");
        }
    }

    /** A time span: {@code 90}, {@code 90s}, {@code 1h30m}, {@code 500ms}. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        private static final Pattern TYPED = Pattern.compile(
                "(?:(\\d{1,4})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,8})(?:s|$))?(?:(\\d{1,9})ms)?",
                Pattern.CASE_INSENSITIVE);

        @Override
        public Duration convert(String text) {
            Matcher parts = TYPED.matcher(text.strip());
            Duration span = Duration.ZERO;
            if (parts.matches()) {
                span = Duration.ofHours(number(parts.group(1)))
                        .plusMinutes(number(parts.group(2)))
                        .plusSeconds(number(parts.group(3)))
                        .plusMillis(number(parts.group(4)));
            }
            if (span.isZero()) {
                throw new TypeConversionException("'" + text + "' is not a time span such as 90s, 10m, 1h30m or 500ms");
            }
            return span;
        }

        private static long number(@Nullable String digits) {
            return digits == null ? 0 : Long.parseLong(digits);
        }
    }

    /** A file or a directory: an empty name is a variable that was not set, and not the current directory. */
    static final class PathConverter implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                if (!text.isBlank()) {
                    return Path.of(text);
                }
            } catch (InvalidPathException e) {
                throw new TypeConversionException("can't be a path on this system");
            }
            throw new TypeConversionException("must not be empty");
        }
    }

    /** A date, or a date and time; without an offset, in UTC. */
    static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            Instant time = read(text);
            if (time.isBefore(Instant.EPOCH)) {
                throw new TypeConversionException("'" + text + "' is before 1970");
            }
            return time;
        }

        private static Instant read(String text) {
            String typed = text.strip().replace(' ', 'T').toUpperCase(Locale.ROOT);
            try {
                if (typed.indexOf('T') < 0) {
                    return LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
                }
                return typed.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                        ? OffsetDateTime.parse(typed.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                                .toInstant()
                        : LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text
                        + "' is not a date such as 2026-03-01 or 2026-03-01T07:30:00Z (UTC if there is no offset)");
            }
        }
    }

    /** {@code name=value}. */
    record NameValue(String name, String value) {
        @Override
        public String toString() {
            return name + "=***";
        }
    }

    /** A name and a value. */
    static final class NameValueConverter implements ITypeConverter<NameValue> {
        @Override
        public NameValue convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1 || text.substring(0, equals).isBlank()) {
                throw new TypeConversionException("must be name=value");
            }
            return new NameValue(text.substring(0, equals).strip(), text.substring(equals + 1));
        }
    }

    /** A whole number, 1 or more. */
    static final class CountConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("0*[1-9]\\d{0,17}")) {
                throw new TypeConversionException("'" + text + "' is not a whole number of at least 1");
            }
            return Long.parseLong(text);
        }
    }

    /** A transport by its name. */
    static final class TransportConverter implements ITypeConverter<TransportChoice> {
        @Override
        public TransportChoice convert(String text) {
            return chosen(TransportChoice.values(), text);
        }
    }

    /** A way of following jobs by its name. */
    static final class UpdatesConverter implements ITypeConverter<UpdatesChoice> {
        @Override
        public UpdatesChoice convert(String text) {
            return chosen(UpdatesChoice.values(), text);
        }
    }

    /** A plan by its name. */
    static final class PlanConverter implements ITypeConverter<PlanChoice> {
        @Override
        public PlanChoice convert(String text) {
            return chosen(PlanChoice.values(), text);
        }
    }

    private static <T> T chosen(T[] choices, String text) {
        for (T choice : choices) {
            if (choice.toString().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new TypeConversionException("'" + text + "' is not one of "
                + Stream.of(choices).map(Object::toString).collect(Collectors.joining(", ")));
    }

    /** Which files are wanted. */
    record FormatSet(Set<OutputFormat> formats) {}

    /** Which files are wanted: a list such as {@code json,xlsx}, or {@code none}. */
    static final class FormatsConverter implements ITypeConverter<FormatSet> {
        @Override
        public FormatSet convert(String text) {
            Set<OutputFormat> formats = EnumSet.noneOf(OutputFormat.class);
            if (text.equalsIgnoreCase("none")) {
                return new FormatSet(formats);
            }
            for (String name : List.of(text.split(",", -1))) {
                formats.add(format(name.strip(), text));
            }
            return new FormatSet(formats);
        }

        private static OutputFormat format(String name, String text) {
            for (OutputFormat format : OutputFormat.values()) {
                if (format.extension().equalsIgnoreCase(name)) {
                    return format;
                }
            }
            throw new TypeConversionException("'" + text + "' is not a list of formats; use none, or some of "
                    + OutputFormat.names() + ", separated by commas");
        }
    }

    /** A value of JSON in plain Java; what is not JSON is a text. */
    static @Nullable Object jsonOrText(String typed) {
        byte[] rows = ("[{\"value\":" + typed + "}]").getBytes(StandardCharsets.UTF_8);
        try {
            Iterator<Map<String, @Nullable Object>> read =
                    new JobCodec(TransportSettings.SERVICE).rows().read(new ByteArrayInputStream(rows));
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            read.forEachRemaining(all::add);
            return all.size() == 1 && all.get(0).size() == 1 ? all.get(0).get("value") : typed;
        } catch (ExportCommentsException e) {
            return typed;
        }
    }
}

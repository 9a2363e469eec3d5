package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says. The body may be missing, truncated, a proxy's page or garbage: whatever can be read
 * of it is used.
 */
final class ErrorBody {
    private static final JsonReader.Options NAMES =
            JsonReader.Options.of("error_code", "seconds_to_wait", "error", "detail", "message", "status_code");

    /**
     * Fields of the errors of gateways, firewalls and frameworks, such as problem details (RFC 9457), which have a
     * {@code detail} or an {@code error}, too. Source: their documentation.
     */
    private static final Set<String> OF_OTHERS = Set.of(
            "type",
            "title",
            "instance",
            "timestamp",
            "path",
            "trace",
            "traceId",
            "trace_id",
            "requestId",
            "request_id",
            "ray_id",
            "cloudflare_error",
            "statusCode");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private @Nullable String errorCode;
    private @Nullable Object secondsToWait;
    /** The service's own clients prefer {@code error} to {@code detail}. */
    private final @Nullable String[] texts = new @Nullable String[3];

    private @Nullable String detail;
    private boolean hasErrorCode;
    private boolean hasStatusCode;
    private boolean hasFieldOfOthers;
    private boolean isNested;

    private ErrorBody() {}

    static ErrorBody read(byte[] body, Redactor redactor) {
        ErrorBody read = new ErrorBody();
        String start = new String(body, 0, Math.min(body.length, 1024), StandardCharsets.UTF_8);
        if (Redactor.withoutByteOrderMark(start).stripLeading().startsWith("{")) {
            read.readFields(body);
            read.detail = read.firstText(redactor);
            read.hideCode(redactor);
        } else if (Redactor.isHtml(start)) {
            read.detail = "an HTML page";
        } else if (start.indexOf('\uFFFD') < 0) {
            read.detail = presentable(redactor.safe(start));
        }
        return read;
    }

    /** A code that has something to hide in it is none. */
    private void hideCode(Redactor redactor) {
        String code = errorCode;
        hasErrorCode = code != null;
        errorCode = code == null || redactor.safe(code).equals(code) ? code : null;
    }

    private void readFields(byte[] body) {
        JsonInput in = new JsonInput(new Buffer().write(body));
        try {
            in.skipByteOrderMark();
            JsonReader reader = in.reader();
            reader.beginObject();
            while (reader.hasNext()) {
                readField(in, reader.selectName(NAMES));
            }
        } catch (IOException | JsonDataException broken) {
            // The status alone decides the kind of error; keep what was read so far.
            return;
        }
    }

    private void readField(JsonInput in, int index) throws IOException {
        if (index < 0) {
            hasFieldOfOthers |= OF_OTHERS.contains(in.reader().nextName());
            in.reader().skipValue();
            return;
        }
        Object value = in.value();
        switch (index) {
            case 0 ->
                errorCode = value instanceof String code && CODE.matcher(code).matches() ? code : errorCode;
            case 1 -> secondsToWait = value;
            case 5 -> hasStatusCode = true;
            default -> {
                Object said = value instanceof Map<?, ?> fields ? fields.get("message") : value;
                texts[index - 2] = said instanceof String text ? text : texts[index - 2];
                isNested |= value instanceof Map;
            }
        }
    }

    private @Nullable String firstText(Redactor redactor) {
        for (String text : texts) {
            String safe = text == null ? null : presentable(redactor.safe(text));
            if (safe != null) {
                return Redactor.isHtml(safe) ? "an HTML page" : safe;
            }
        }
        return null;
    }

    private static @Nullable String presentable(String text) {
        return text.isBlank() ? null : text;
    }

    /** Whether it has the form that the service gives its errors; something in between hardly hits upon that. */
    boolean isServicesOwn() {
        if (hasErrorCode || hasStatusCode) {
            return true;
        }
        boolean explains = texts[0] != null || texts[1] != null;
        return explains && !isNested && !hasFieldOfOthers;
    }

    /** The service's error code, if it is safe to show. */
    @Nullable String errorCode() {
        return errorCode;
    }

    /** How many seconds to wait, as the JSON value that came. */
    @Nullable Object secondsToWait() {
        return secondsToWait;
    }

    /** What went wrong, as a short safe text. */
    @Nullable String detail() {
        return detail;
    }
}

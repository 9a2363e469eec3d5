package io.exportcomments.internal.download;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ResultFormat;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file can be the result, by how it begins: in its place a service or a proxy may answer with a page to log
 * in, with an error, or with nothing at all. For one thread at a time.
 */
final class ResultCheck {
    private static final int ENOUGH = 1024;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** The service's errors, as its documentation and its clients show them. */
    private static final Pattern ERROR = Pattern.compile(
            "\\{\\s*\"(error|errors)\"\\s*:\\s*(?![nf]|\"\"|\"\\z|\\[\\s*]|\\[\\s*\\z)\\S.*"
                    + "|\\{\\s*\"(detail|message)\"\\s*:.*"
                    + "|\\{.*\"(error_code|status_code|seconds_to_wait)\"\\s*:.*",
            Pattern.DOTALL);

    /** What says that it is no success, as gateways and frameworks do: RFC 9457 and their documentation. */
    private static final Pattern FAILURE = Pattern.compile(
            "\\{\\s*(?:\\}\\s*|\"(?:success|ok)\"\\s*:\\s*(?:false|0)\\b.*"
                    + "|\"status\"\\s*:\\s*\"(?:error|fail|failed|failure)\".*"
                    + "|\"(?:code|status|statusCode)\"\\s*:\\s*\"?[45]\\d\\d\"?\\s*[,}].*"
                    + "|\"(?:message|fault)\"\\s*:.*"
                    + "|\"type\"\\s*:\\s*\"[^\"]*\"\\s*,\\s*\"(?:title|status|detail)\"\\s*:.*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final ResultFormat format;
    private final ErrorContext context;
    private final @Nullable ZipEnd zip;
    private final JsonEnd json = new JsonEnd();
    private final byte[] head = new byte[ENOUGH];
    private int length;
    private boolean passed;

    /** The last byte that is no blank; 0 if there is none. */
    private byte last;

    ResultCheck(ResultFormat format, ErrorContext context) {
        this.format = format;
        this.context = context;
        this.zip = format == ResultFormat.XLSX ? new ZipEnd() : null;
    }

    private enum Finding {
        RESULT,
        SOMETHING_ELSE,
        UNDECIDED
    }

    /** Forgets what was taken in: the file begins anew. */
    void restart() {
        length = 0;
        passed = false;
        last = 0;
        json.restart();
        if (zip != null) {
            zip.restart();
        }
    }

    /** Whether no more bytes are needed to tell. */
    boolean isPassed() {
        return passed;
    }

    /**
     * Takes in the next bytes of the file.
     *
     * @param measured whether its length is known: then it need not be read to know where it ends
     * @throws UnreadableAnswerException if this is something else than the result
     */
    void take(byte[] bytes, int offset, int count, boolean measured) {
        if (zip != null) {
            zip.take(bytes, offset, count);
        } else {
            noteLast(bytes, offset, count);
            if (!measured) {
                json.take(bytes, offset, count);
            }
        }
        if (passed) {
            return;
        }
        int taken = Math.min(count, ENOUGH - length);
        System.arraycopy(bytes, offset, head, length, taken);
        length += taken;
        decide(false);
    }

    /**
     * The file ends here.
     *
     * @param measured whether its length was known, and is reached
     * @throws UnreadableAnswerException if this is something else than the result, or breaks off
     */
    void end(boolean measured) {
        if (!passed) {
            decide(true);
        }
        boolean whole = zip == null ? last == lastOfWhole() && (measured || json.isThere()) : measured || zip.isThere();
        if (!whole) {
            throw new UnreadableAnswerException(context, "the file breaks off", Excerpt.of(head, length), null);
        }
    }

    /** What closes the bracket that the file begins with: a file may break off behind a row. */
    private char lastOfWhole() {
        return text().startsWith("[") ? ']' : '}';
    }

    private void noteLast(byte[] bytes, int offset, int count) {
        for (int i = offset + count - 1; i >= offset; i--) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                last = bytes[i];
                return;
            }
        }
    }

    private void decide(boolean whole) {
        boolean enough = whole || length == ENOUGH;
        Finding finding = format == ResultFormat.XLSX ? spreadsheet(enough) : json(enough, whole);
        passed = finding == Finding.RESULT;
        if (finding == Finding.SOMETHING_ELSE) {
            throw new UnreadableAnswerException(
                    context,
                    length == 0 ? "the file is empty" : "the file is not the " + format + " result",
                    Excerpt.of(head, length),
                    null);
        }
    }

    private Finding spreadsheet(boolean enough) {
        for (int i = 0; i < Math.min(length, ZIP.length); i++) {
            if (head[i] != ZIP[i]) {
                return Finding.SOMETHING_ELSE;
            }
        }
        if (length >= ZIP.length) {
            return Finding.RESULT;
        }
        return enough ? Finding.SOMETHING_ELSE : Finding.UNDECIDED;
    }

    private String text() {
        return new String(head, 0, length, StandardCharsets.ISO_8859_1)
                .replaceFirst("^(\u00EF\u00BB\u00BF|\u00EF\u00BB$|\u00EF$)", "")
                .stripLeading();
    }

    private Finding json(boolean enough, boolean whole) {
        String text = text();
        if (text.isEmpty()) {
            return enough ? Finding.SOMETHING_ELSE : Finding.UNDECIDED;
        }
        if (text.charAt(0) == '[') {
            return Finding.RESULT;
        }
        if (text.charAt(0) != '{'
                || ERROR.matcher(text).matches()
                || FAILURE.matcher(text).matches()
                || (whole && isFlat(text))) {
            return Finding.SOMETHING_ELSE;
        }
        return enough ? Finding.RESULT : Finding.UNDECIDED;
    }

    /** Whether an object has nothing but values in it, as errors and states have, and no rows. */
    private static boolean isFlat(String object) {
        return object.indexOf('[') < 0 && object.indexOf('{', 1) < 0;
    }
}

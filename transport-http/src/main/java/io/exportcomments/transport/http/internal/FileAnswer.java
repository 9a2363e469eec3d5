package io.exportcomments.transport.http.internal;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.transport.http.spi.ContentCoding;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a file's answer, checked: the whole file, or exactly the rest that was asked for.
 *
 * @param offset where in the file the body begins
 * @param length how many bytes are read, where the service said so
 * @param contentType the media type, as the service said it
 * @param validator the strong entity tag; a weak one does not prove that bytes are the same, and is left out
 */
public record FileAnswer(long offset, OptionalLong length, Optional<String> contentType, Optional<String> validator) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21-\\x7E]*\"");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** The value of the {@code Range} header; null if the whole file is wanted. */
    public static @Nullable String rangeHeader(FileRange range) {
        return isWhole(range) ? null : "bytes=" + range.offset() + "-";
    }

    /** The value of the {@code If-Range} header; null if there is none. */
    public static @Nullable String ifRangeHeader(FileRange range) {
        return isWhole(range) ? null : range.validator().orElse(null);
    }

    /** A tag that can't be sent back can't be compared, so the whole is asked for. */
    private static boolean isWhole(FileRange range) {
        return range.offset() == 0
                || range.validator().filter(tag -> !isStrong(tag)).isPresent();
    }

    private static boolean isStrong(String tag) {
        return STRONG_TAG.matcher(tag).matches();
    }

    private static boolean isCompressed(ErrorContext context, int status, @Nullable String coding) {
        try {
            return ContentCoding.isGzip(coding);
        } catch (UnsupportedEncodingException e) {
            throw unusable(context, status, "the file is encoded, though that was not asked for");
        }
    }

    /**
     * Reads the headers of an answer with a status of 2xx.
     *
     * @param context what was asked
     * @param asked the part that was asked for
     * @param header gives a header's value for its name, or null
     * @throws UnreadableAnswerException if the body is not what was asked for, and can't be used
     */
    public static FileAnswer of(
            ErrorContext context, FileRange asked, int status, Function<String, @Nullable String> header) {
        boolean compressed = isCompressed(context, status, header.apply("Content-Encoding"));
        if (compressed && (status == 200 || status == 203)) {
            // Its length and parts would be those of other bytes.
            return new FileAnswer(
                    0, OptionalLong.empty(), Optional.ofNullable(header.apply("Content-Type")), Optional.empty());
        }
        if (compressed) {
            throw unusable(context, status, "a part of a compressed file");
        }
        OptionalLong length = number(header.apply("Content-Length"));
        Optional<String> type = Optional.ofNullable(header.apply("Content-Type"));
        Optional<String> tag = Optional.ofNullable(header.apply("ETag")).filter(FileAnswer::isStrong);
        if (status == 206 && isWhole(asked)) {
            return new FileAnswer(
                    0, OptionalLong.of(wholeLength(context, header.apply("Content-Range"), length)), type, tag);
        }
        return switch (status) {
            // With 203 a proxy says that it stands between.
            case 200, 203 -> new FileAnswer(0, length, type, tag);
            case 206 ->
                new FileAnswer(
                        asked.offset(),
                        OptionalLong.of(restLength(context, asked, header.apply("Content-Range"), length, tag)),
                        type,
                        tag);
            default -> throw unusable(context, status, "there is no file in it");
        };
    }

    /** The file, for whoever reads it and closes it. */
    public RemoteFile file(InputStream stream) {
        return new RemoteFile(stream, offset, length, contentType, validator);
    }

    /** Some caches answer with a part that is the whole, though none was asked for. */
    private static long wholeLength(ErrorContext context, @Nullable String contentRange, OptionalLong length) {
        Matcher range = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
        boolean whole = range.matches()
                && Long.parseLong(range.group(1)) == 0
                && range.group(3).equals(String.valueOf(Long.parseLong(range.group(2)) + 1));
        if (!whole || (length.isPresent() && !range.group(3).equals(String.valueOf(length.getAsLong())))) {
            throw unusable(context, 206, "the part of the file is not the one that was asked for");
        }
        return Long.parseLong(range.group(3));
    }

    private static long restLength(
            ErrorContext context,
            FileRange asked,
            @Nullable String contentRange,
            OptionalLong length,
            Optional<String> tag) {
        Matcher range = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
        if (!range.matches() || asked.offset() == 0 || Long.parseLong(range.group(1)) != asked.offset()) {
            throw unusable(context, 206, "the part of the file is not the one that was asked for");
        }
        long last = Long.parseLong(range.group(2));
        long rest = last - asked.offset() + 1;
        boolean toTheEnd = range.group(3).equals("*") || Long.parseLong(range.group(3)) == last + 1;
        if (rest < 1 || !toTheEnd || (length.isPresent() && length.getAsLong() != rest)) {
            throw unusable(context, 206, "the part of the file is not the whole rest");
        }
        if (asked.validator().isPresent() && tag.isPresent() && !tag.equals(asked.validator())) {
            throw unusable(context, 206, "the part is of another file");
        }
        return rest;
    }

    private static OptionalLong number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static UnreadableAnswerException unusable(ErrorContext context, int status, String why) {
        return new UnreadableAnswerException(context.answered(status, null, why), "", null);
    }
}

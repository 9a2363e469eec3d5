package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * The length of an answer, as RFC 9112, 6.3, has it. OkHttp goes by the last of several lengths, and waits for the end
 * of the connection where it can't read them.
 */
final class AnswerLength {
    private static final String LENGTH = "Content-Length";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private AnswerLength() {}

    /**
     * The same answer, with a length that is said several times taken for the one that it is.
     *
     * @throws ProtocolException if it is none, or there are several
     */
    static Response checked(Response response) throws ProtocolException {
        List<String> said = response.headers(LENGTH);
        boolean plain = said.isEmpty()
                || (said.size() == 1 && NUMBER.matcher(said.get(0)).matches());
        if (plain || response.header("Transfer-Encoding") != null) {
            return response;
        }
        Set<String> values = said.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
        String value = values.iterator().next();
        if (values.size() > 1 || !NUMBER.matcher(value).matches()) {
            throw new ProtocolException("an answer with no valid length");
        }
        ResponseBody body = Objects.requireNonNull(response.body(), "an answer of the network has a body");
        long length = Long.parseLong(value);
        return body.contentLength() >= 0
                ? response
                : response.newBuilder()
                        .header(LENGTH, value)
                        .body(ResponseBody.create(
                                Okio.buffer(new Bounded(body.source(), length)), body.contentType(), length))
                        .build();
    }

    /** So many bytes, and no word of what comes behind them. */
    private static final class Bounded extends ForwardingSource {
        private long left;

        Bounded(Source source, long length) {
            super(source);
            this.left = length;
        }

        @Override
        public long read(Buffer sink, long most) throws IOException {
            if (left == 0) {
                return -1;
            }
            long count = super.read(sink, Math.min(most, left));
            if (count == -1) {
                throw new ProtocolException("unexpected end of stream");
            }
            left -= count;
            return count;
        }
    }
}

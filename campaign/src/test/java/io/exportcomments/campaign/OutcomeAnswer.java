package io.exportcomments.campaign;

import io.exportcomments.mock.internal.http.WireOutcome;
import io.exportcomments.transport.http.spi.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's answer as it came over the wire, perhaps cut. */
final class OutcomeAnswer implements HttpAnswer {
    private final WireOutcome outcome;
    private final InputStream body;

    OutcomeAnswer(WireOutcome outcome) {
        this.outcome = outcome;
        this.body = outcome.cut() < 0 ? new ByteArrayInputStream(outcome.body()) : new CutBody(outcome);
    }

    @Override
    public int status() {
        return outcome.status();
    }

    @Override
    public @Nullable String header(String name) {
        for (Map.Entry<String, String> header : outcome.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    @Override
    public InputStream body() {
        return body;
    }

    private static final class CutBody extends InputStream {
        private final WireOutcome outcome;
        private int position;

        CutBody(WireOutcome outcome) {
            this.outcome = outcome;
        }

        @Override
        public int read() throws IOException {
            return left() > 0 ? outcome.body()[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = Math.min(length, left());
            System.arraycopy(outcome.body(), position, into, offset, some);
            position += some;
            return some;
        }

        private int left() throws IOException {
            if (position >= outcome.cut()) {
                throw new IOException("Connection closed in the middle of a body");
            }
            return outcome.cut() - position;
        }
    }
}

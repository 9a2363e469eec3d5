package io.exportcomments.campaign;

import io.exportcomments.mock.internal.http.Outcome;
import io.exportcomments.transport.http.spi.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's answer as it came over the wire, perhaps cut. */
final class OutcomeAnswer implements HttpAnswer {
    private final Outcome outcome;
    private final InputStream body;

    OutcomeAnswer(Outcome outcome) {
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
        private final Outcome outcome;
        private int position;

        CutBody(Outcome outcome) {
            this.outcome = outcome;
        }

        @Override
        public int read() throws IOException {
            if (position >= outcome.cut()) {
                throw new IOException("Connection closed in the middle of a body");
            }
            return outcome.body()[position++] & 0xFF;
        }
    }
}

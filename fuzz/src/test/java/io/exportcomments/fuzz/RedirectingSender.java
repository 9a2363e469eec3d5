package io.exportcomments.fuzz;

import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Answers each request with the next redirect, and at last with a job. */
final class RedirectingSender implements HttpSender {
    private static final int[] STATUSES = {301, 302, 303, 307, 308, 300, 304, 305};
    private static final byte[] JOB = "{\"guid\":\"b4219d47\",\"status\":\"done\"}".getBytes(StandardCharsets.US_ASCII);

    private final List<HttpRequest> sent = new ArrayList<>();
    private List<String> redirects = List.of();

    void begin(List<String> answers) {
        sent.clear();
        redirects = answers;
    }

    List<HttpRequest> sent() {
        return sent;
    }

    @Override
    public Runnable send(HttpRequest request, SendListener listener) {
        int number = sent.size();
        sent.add(request);
        listener.started();
        listener.connecting();
        listener.connected();
        if (listener.sending(false)) {
            Answer answer = number < redirects.size() ? Answer.to(redirects.get(number)) : new Answer(200, null, JOB);
            listener.wants(answer);
            listener.answered(answer);
        }
        return () -> {};
    }

    @Override
    public Executor threads() {
        return Runnable::run;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, @Nullable String location, byte[] bytes) implements HttpAnswer {
        static Answer to(String line) {
            return line.isEmpty()
                    ? new Answer(302, null, new byte[0])
                    : new Answer(STATUSES[line.charAt(0) & 7], line.substring(1), new byte[0]);
        }

        @Override
        public @Nullable String header(String name) {
            return name.equals("Location") ? location : null;
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(bytes);
        }
    }
}

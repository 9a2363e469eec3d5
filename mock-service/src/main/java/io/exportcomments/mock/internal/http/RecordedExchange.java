package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.journal.JournalEntry.State;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One exchange on its connection, and what the journal is told of it. Used on its connection's event loop only. */
final class RecordedExchange {

    private static final System.Logger LOG = System.getLogger(RecordedExchange.class.getName());

    private final HttpServerRequest request;
    private final JournalLog journal;
    private final long number;
    private final Consumer<JournalEntry> listener;
    private final long startNanos = System.nanoTime();
    private boolean over;
    private boolean breaking;
    private boolean closesAfterAnswer;

    RecordedExchange(HttpServerRequest request, JournalLog journal, long number, Consumer<JournalEntry> listener) {
        this.request = request;
        this.journal = journal;
        this.number = number;
        this.listener = listener;
        request.response()
                .closeHandler(v -> end(breaking ? State.BROKEN_BY_FAULT : State.ABORTED_BY_CLIENT))
                .exceptionHandler(e -> LOG.log(System.Logger.Level.DEBUG, "exchange " + number, e));
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    boolean over() {
        return over;
    }

    /** Notes the status that is about to be sent, or 0, and the job that the exchange is about, when one is known. */
    void answering(int status, @Nullable UUID job) {
        journal.update(number, entry -> JournalLog.answered(entry, status, entry.sent(), entry.state(), job));
    }

    /** The end of a whole answer, or a failed one. */
    void answered(boolean whole) {
        end(whole ? State.ANSWERED : breaking ? State.BROKEN_BY_FAULT : State.ABORTED_BY_CLIENT);
        if (whole && closesAfterAnswer) {
            request.connection().close();
        }
    }

    /** The connection closes when the answer is out. */
    void closeAfterAnswer() {
        closesAfterAnswer = true;
    }

    /** Sends interim answers. They go past the pipeline, which takes one answer for each request. */
    void interim(List<Integer> statuses) {
        for (int status : statuses) {
            String head = "HTTP/1.1 " + status + " "
                    + HttpResponseStatus.valueOf(status).reasonPhrase() + "\r\n"
                    + (status == 103 ? "Link: </style.css>; rel=preload\r\n" : "") + "\r\n";
            channel().pipeline().firstContext().writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII));
        }
    }

    /** From here on, when the connection ends it is the mock's doing. */
    void breaking() {
        breaking = true;
    }

    void close() {
        breaking();
        request.connection().close();
    }

    Channel channel() {
        return ((ConnectionBase) request.connection()).channel();
    }

    long number() {
        return number;
    }

    /** Closing with a linger of 0 makes the kernel send RST instead of FIN. */
    void reset() {
        breaking();
        channel().config().setOption(ChannelOption.SO_LINGER, 0);
        channel().close();
    }

    private void end(State state) {
        if (over) {
            return;
        }
        over = true;
        JournalEntry entry = journal.update(
                number,
                e -> new JournalEntry(
                        e.number(),
                        e.at(),
                        e.request(),
                        e.guid(),
                        e.connection(),
                        e.status(),
                        response().bytesWritten(),
                        Duration.ofNanos(System.nanoTime() - startNanos),
                        state,
                        e.channels()));
        if (entry != null) {
            tell(entry);
        }
    }

    private void tell(JournalEntry entry) {
        try {
            listener.accept(entry);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the request log failed on exchange " + number, e);
        }
    }
}

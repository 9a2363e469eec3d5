package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.FaultParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;

/** Sends an answer, as a fault changes it. */
final class AnswerWriter {

    private final Vertx vertx;

    AnswerWriter(Vertx vertx) {
        this.vertx = vertx;
    }

    void write(RecordedExchange exchange, Answer answer, FaultParts fault, boolean head) {
        if (fault.plain() || head) {
            send(exchange, answer, head);
        } else if (answer.slice() != null) {
            load(answer.slice())
                    .onSuccess(bytes -> shape(exchange, answer.with(bytes), fault))
                    .onFailure(e -> exchange.close());
        } else {
            shape(exchange, answer, fault);
        }
    }

    private Future<Buffer> load(Answer.Slice slice) {
        return vertx.fileSystem()
                .open(slice.file().toString(), new OpenOptions().setWrite(false))
                .compose(file -> file.read(Buffer.buffer(), 0, slice.offset(), Math.toIntExact(slice.length()))
                        .eventually(() -> file.close()));
    }

    private static void send(RecordedExchange exchange, Answer answer, boolean head) {
        HttpServerResponse response = start(exchange, answer);
        if (answer.status() != 204) {
            response.putHeader("Content-Length", Long.toString(answer.length()));
        }
        Answer.Slice slice = answer.slice();
        Future<Void> sent = head || answer.length() == 0
                ? response.end()
                : slice == null
                        ? response.end(answer.bytes())
                        : response.sendFile(slice.file().toString(), slice.offset(), slice.length());
        sent.onComplete(done -> exchange.answered(done.succeeded()));
    }

    private static HttpServerResponse start(RecordedExchange exchange, Answer answer) {
        exchange.answering(answer.status(), answer.job());
        HttpServerResponse response = exchange.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response;
    }

    private void shape(RecordedExchange exchange, Answer original, FaultParts fault) {
        Answer answer = BodyFault.apply(original, fault);
        HttpServerResponse response = start(exchange, answer);
        if (fault.chunked()) {
            response.setChunked(true);
        } else if (answer.status() != 204) {
            response.putHeader("Content-Length", Integer.toString(answer.bytes().length()));
        }
        if (fault.cut() >= 0 && fault.cut() < answer.bytes().length()) {
            cut(exchange, answer.bytes(), fault);
        } else if (fault.dripBytes() > 0) {
            drip(exchange, answer.bytes(), answer.bytes().length(), 0, fault);
        } else if (fault.chunked()) {
            chunks(exchange, answer.bytes());
        } else {
            response.end(answer.bytes()).onComplete(done -> exchange.answered(done.succeeded()));
        }
    }

    private void cut(RecordedExchange exchange, Buffer bytes, FaultParts fault) {
        exchange.breaking();
        if (fault.dripBytes() > 0) {
            drip(exchange, bytes, fault.cut(), 0, fault);
        } else if (fault.cut() == 0) {
            exchange.response().writeHead().onComplete(done -> exchange.close());
        } else {
            exchange.response().write(bytes.slice(0, fault.cut())).onComplete(done -> exchange.close());
        }
    }

    private void drip(RecordedExchange exchange, Buffer bytes, int end, int from, FaultParts fault) {
        if (exchange.over()) {
            return;
        }
        if (from >= end) {
            if (end < bytes.length()) {
                exchange.close();
            } else {
                exchange.response().end().onComplete(done -> exchange.answered(done.succeeded()));
            }
            return;
        }
        int to = Math.min(end, from + fault.dripBytes());
        exchange.response().write(bytes.slice(from, to));
        long every = TimeUnit.NANOSECONDS.toMillis(fault.dripEvery().toNanos());
        vertx.setTimer(Math.max(1, every), t -> drip(exchange, bytes, end, to, fault));
    }

    private static void chunks(RecordedExchange exchange, Buffer bytes) {
        HttpServerResponse response = exchange.response();
        int size = Math.max(1, bytes.length() / 3);
        for (int from = 0; from < bytes.length(); from += size) {
            response.write(bytes.slice(from, Math.min(bytes.length(), from + size)));
        }
        response.end().onComplete(done -> exchange.answered(done.succeeded()));
    }
}

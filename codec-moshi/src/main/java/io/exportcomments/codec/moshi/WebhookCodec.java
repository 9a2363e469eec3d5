package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonWriter;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.codec.moshi.internal.DocumentReader;
import io.exportcomments.codec.moshi.internal.Redactor;
import io.exportcomments.codec.moshi.internal.WebhookReader;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.ApiToken;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the service's JSON and core's types for the management of an account's webhooks. It is as lenient
 * and as strict as {@link JobCodec}: a webhook needs only an id, in {@code uuid} or {@code id}.
 * {@link JobCodec#decodeWebhook} reads deliveries. Immutable and thread-safe.
 */
@Experimental
public final class WebhookCodec {
    private static final long LARGEST = 1L << 20;

    private final DocumentReader documents;

    /**
     * A codec that masks the token wherever an answer repeats it.
     *
     * @param token the token, which no excerpt may show; null if there is none
     */
    public WebhookCodec(@Nullable ApiToken token) {
        this.documents = new DocumentReader(new Redactor(token));
    }

    /**
     * The body of a request for a webhook: {@code {"url": …, "event": …}}, or {@code "events": […]} for several events.
     */
    public byte[] encode(WebhookRequest request) {
        Buffer bytes = new Buffer();
        try {
            write(JsonWriter.of(bytes), request);
        } catch (IOException e) {
            throw new UncheckedIOException("I/O error in memory", e);
        }
        return bytes.readByteArray();
    }

    private static void write(JsonWriter out, WebhookRequest request) throws IOException {
        List<ExportEvent> events = List.copyOf(request.events());
        out.beginObject().name("url").value(request.url().toString());
        if (events.size() == 1) {
            out.name("event").value(events.get(0).wireName());
        } else {
            out.name("events").beginArray();
            for (ExportEvent event : events) {
                out.value(event.wireName());
            }
            out.endArray();
        }
        out.endObject();
    }

    /**
     * A webhook.
     *
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not a webhook
     * @throws IOException if reading the source fails
     */
    public Webhook decode(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST, context, WebhookReader::read);
    }

    /**
     * The list of webhooks: a bare array, or an envelope with {@code items} or {@code data}.
     *
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not such a list
     * @throws IOException if reading the source fails
     */
    public List<Webhook> decodeList(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST, context, WebhookReader::readList);
    }
}

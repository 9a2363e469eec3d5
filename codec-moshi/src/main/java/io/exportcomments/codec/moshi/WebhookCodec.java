package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.ApiToken;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service answers about an account's webhooks, and writes requests for them. As lenient and as strict as {@link JobCodec}:
 * of a webhook only the id must be there, as {@code uuid} or {@code id}. Deliveries are read by {@link JobCodec#decodeWebhook}. Immutable
 * and thread-safe.
 */
@Experimental
public final class WebhookCodec {
    private static final long LARGEST = 1L << 20;

    private final Documents documents;

    /**
     * A codec that masks the token wherever an answer repeats it.
     *
     * @param token what no excerpt may show; null if there is none
     */
    public WebhookCodec(@Nullable ApiToken token) {
        this.documents = new Documents(new Redaction(token));
    }

    /** The body of a request for a webhook: {@code {"url": …, "event": …}}, or {@code "events": […]} where there are several. */
    public byte[] encode(WebhookRequest request) {
        Buffer bytes = new Buffer();
        try {
            write(JsonWriter.of(bytes), request);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't break", e);
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
     * @param context what was asked, for the error
     * @throws UnreadableAnswerException if the bytes are no webhook
     * @throws IOException if the source breaks
     */
    public Webhook decode(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST, context, WebhookCodec::read);
    }

    /**
     * The list of webhooks: a bare array, or an envelope with {@code items} or {@code data}.
     *
     * @param context what was asked, for the error
     * @throws UnreadableAnswerException if the bytes are no such list
     * @throws IOException if the source breaks
     */
    public List<Webhook> decodeList(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST, context, WebhookCodec::readList);
    }

    private static Webhook read(JsonInput in) throws IOException {
        if (in.reader().peek() != JsonReader.Token.BEGIN_OBJECT) {
            throw new MalformedException("no webhook");
        }
        return new WebhookFields(in.object()).build();
    }

    private static List<Webhook> readList(JsonInput in) throws IOException {
        Object list = in.value();
        if (list instanceof Map<?, ?> envelope) {
            list = envelope.get("items") instanceof List<?> items ? items : envelope.get("data");
        }
        if (!(list instanceof List<?> elements)) {
            throw new MalformedException("no list of webhooks");
        }
        List<Webhook> webhooks = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new MalformedException("an element of the list is no webhook");
            }
            webhooks.add(new WebhookFields(fields).build());
        }
        return List.copyOf(webhooks);
    }
}

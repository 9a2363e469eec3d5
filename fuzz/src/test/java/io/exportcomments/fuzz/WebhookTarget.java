package io.exportcomments.fuzz;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.JobEvent;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first byte says how the delivery is signed; a line follows for the other signature, then comes the body. */
final class WebhookTarget implements FuzzTarget {
    private static final int LARGEST = 4_096;
    private static final String SECRET = "whsec_" + Secrets.TOKEN;
    private static final String RETIRED = "whsec_that_was_replaced";

    private final JobCodec codec = new JobCodec(URI.create("https://exportcomments.com"));
    private final List<JobEvent> handled = new ArrayList<>();
    private final LogWatch log = LogWatch.of("io.exportcomments.webhook");
    private WebhookReceiver receiver = opened();
    private int taken;

    @Override
    public String secret() {
        return SECRET;
    }

    private WebhookReceiver opened() {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .secret(WebhookSecret.of(RETIRED))
                .maxBodyBytes(LARGEST)
                .store(InMemoryDeliveryStore.create(10_000))
                .timekeeper(new VirtualTimekeeper())
                .executor(Runnable::run)
                .answerWhenHandled()
                .handler(handled::add)
                .build();
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        if (input.length == 0) {
            return false;
        }
        if (++taken % 5_000 == 0) {
            receiver.close();
            receiver = opened();
        }
        int line = 1;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        String other = new String(input, 1, line - 1, StandardCharsets.ISO_8859_1);
        byte[] body = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
        return delivered(signatures(input[0], other, body), body);
    }

    private static List<@Nullable String> signatures(byte kind, String other, byte[] body) {
        String right = Signature.of(SECRET, body);
        return switch (kind) {
            case 's' -> List.of(right);
            case 'u' -> List.of(right.toUpperCase(Locale.ROOT));
            case 'r' -> List.of(Signature.of(RETIRED, body));
            case 'k' -> List.of(Signature.of(other, body));
            case '2' -> List.of(right, right);
            case 'o' -> List.of(right, other);
            case '0' -> List.of();
            case 'n' -> Arrays.asList((String) null);
            case 'p' -> List.of("sha256=" + right);
            case 'c' -> List.of(right.substring(0, Math.min(other.length(), right.length())));
            case 'x' -> List.of(changed(right, other));
            default -> List.of(other);
        };
    }

    private static String changed(String right, String by) {
        int at = by.isEmpty() ? 0 : by.charAt(0) % right.length();
        char c = by.length() < 2 ? 'g' : by.charAt(1);
        return right.substring(0, at) + c + right.substring(at + 1);
    }

    private boolean delivered(List<@Nullable String> signatures, byte[] body) throws IOException {
        handled.clear();
        WebhookAnswer first = receiver.receive(signatures, new ByteArrayInputStream(body));
        WebhookAnswer second = receiver.receive(signatures, new ByteArrayInputStream(body));
        log.assertKeeps(Secrets::assertNotIn);
        WebhookAnswer expected = expected(signatures, body);
        if (first != expected || second != expected) {
            throw new AssertionError("Not " + expected + " but " + first + ", then " + second);
        }
        int most = expected == WebhookAnswer.TAKEN ? 1 : 0;
        if (handled.size() > most) {
            throw new AssertionError("Handled " + handled.size() + " times, after " + first + " and " + second);
        }
        return expected == WebhookAnswer.TAKEN;
    }

    private WebhookAnswer expected(List<@Nullable String> signatures, byte[] body) {
        if (body.length > LARGEST) {
            return WebhookAnswer.TOO_LARGE;
        }
        String only = signatures.size() == 1 ? signatures.get(0) : null;
        boolean signed = only != null
                && (lower(only).equals(Signature.of(SECRET, body))
                        || lower(only).equals(Signature.of(RETIRED, body)));
        if (!signed) {
            return WebhookAnswer.UNSIGNED;
        }
        try {
            codec.decodeWebhook(body);
            return WebhookAnswer.TAKEN;
        } catch (UnreadableAnswerException e) {
            return WebhookAnswer.UNREADABLE;
        }
    }

    /** Of ASCII only: there are letters of other scripts whose small letters are in ASCII. */
    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().map(c -> c >= 'A' && c <= 'F' ? c + 32 : c).forEach(c -> out.append((char) c));
        return out.toString();
    }
}

package io.exportcomments.testkit.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobEvent;
import io.exportcomments.mock.webhook.DeliverySignature;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a receiver of webhook deliveries answers in a web framework, over real HTTP. A receiver's own test class extends
 * this one and starts it.
 */
@Timeout(60)
public abstract class WebhookReceiverContract extends WebhookWireCases {
    /**
     * What comes in order to one handler thread or several: a later delivery that was handled shows that an earlier one
     * was not.
     */
    private void assertNothingElseIsHandled() throws Exception {
        // A server may close the connection of what it did not read, just when it is used again.
        HttpClient another =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        assertThat(another.send(
                                SIGNER.delivery(running.address(), finished("the last one")),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(nextHandled().messageId()).contains("the last one");
        assertThat(handled).isEmpty();
    }

    @Test
    void aSignedDeliveryIsTakenAndHandled() throws Exception {
        HttpResponse<String> answer = send(SIGNER.delivery(running.address(), finished("msg-1")));

        assertThat(answer.statusCode()).isEqualTo(200);
        JobEvent event = nextHandled();
        assertThat(event.name()).isEqualTo("export.finished");
        assertThat(event.job().orElseThrow().guid().value()).isEqualTo(GUID);
        assertThat(event.messageId()).contains("msg-1");
    }

    @Test
    void anEventWithoutAJobIsHandledAsSuch() throws Exception {
        String body = "{\"event\":\"export.finished\",\"comments_count\":150,\"message_id\":\"msg_7f3a\"}";

        assertThat(send(SIGNER.delivery(running.address(), body)).statusCode()).isEqualTo(200);

        JobEvent event = nextHandled();
        assertThat(event.job()).isEmpty();
        assertThat(event.fields()).containsEntry("comments_count", 150L);
    }

    @Test
    void theSignatureIsOfTheBytesAsTheyCame() throws Exception {
        String body = "{ \"event\" : \"export.created\",\r\n"
                + "\t\"status\":\"processing\",\"title\":\"caf\u00e9 \\u00e9 \ud83d\ude00 \u2028"
                + " \",\"n\":1.0,\"message_id\":\"msg-\u00e9-1\" }\n\n";

        assertThat(send(SIGNER.delivery(running.address(), body)).statusCode()).isEqualTo(200);
        assertThat(nextHandled().fields()).containsEntry("title", "caf\u00e9 \u00e9 \ud83d\ude00 \u2028 ");

        byte[] latin = body.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(post(latin, SIGNER.sign(body))).isEqualTo(401);
        assertThat(post(latin, SIGNER.sign(latin))).isEqualTo(400);
    }

    @Test
    void aByteOrderMarkIsSignedAndPassedOver() throws Exception {
        String body = "\ufeff" + finished("msg-bom");

        assertThat(send(SIGNER.delivery(running.address(), body)).statusCode()).isEqualTo(200);
        assertThat(nextHandled().messageId()).contains("msg-bom");
        assertThat(post(finished("msg-bom").getBytes(StandardCharsets.UTF_8), SIGNER.sign(body)))
                .as("signed with the mark, sent without")
                .isEqualTo(401);
    }

    @Test
    void aChunkedBodyIsTaken() throws Exception {
        byte[] body = finished("in pieces").getBytes(StandardCharsets.UTF_8);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

        assertThat(post(chunked, SIGNER.sign(body))).isEqualTo(200);
        assertThat(nextHandled().messageId()).contains("in pieces");
    }

    @Test
    void aRepeatedDeliveryIsAnsweredAsTakenAndNotHandledAgain() throws Exception {
        HttpRequest delivery = SIGNER.delivery(running.address(), finished("msg-1"));
        assertThat(send(delivery).statusCode()).isEqualTo(200);
        assertThat(nextHandled().messageId()).contains("msg-1");

        for (int i = 0; i < 5; i++) {
            assertThat(send(delivery).statusCode()).isEqualTo(200);
        }

        assertNothingElseIsHandled();
    }

    @Test
    void ofOneDeliveryThatComesManyTimesAtOnceOneIsHandled() throws Exception {
        HttpRequest delivery = SIGNER.delivery(running.address(), finished("msg-1"));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(http.sendAsync(delivery, HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }

        assertThat(nextHandled().messageId()).contains("msg-1");
        assertNothingElseIsHandled();
    }

    @Test
    void theAnswerDoesNotWaitForTheHandler() throws Exception {
        holding = true;

        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                SIGNER.delivery(running.address(), finished("slow")), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(handled).isEmpty();
        released.countDown();
        assertThat(nextHandled().messageId()).contains("slow");
    }

    @Test
    void theSignatureMayBeInUpperCaseAndTheHeaderInAnyCase() throws Exception {
        String body = finished("msg-1");
        HttpRequest request = HttpRequest.newBuilder(running.address())
                .header("x-SIGNATURE", SIGNER.sign(body).toUpperCase(Locale.ROOT))
                .POST(BodyPublishers.ofString(body))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(200);
        assertThat(nextHandled().messageId()).contains("msg-1");
    }

    @Test
    void aDeliveryWithoutItsSignatureIsRefused() throws Exception {
        byte[] body = finished("msg-1").getBytes(StandardCharsets.UTF_8);
        String signature = SIGNER.sign(body);

        assertThat(post(body)).as("no signature").isEqualTo(401);
        assertThat(post(body, "")).as("an empty one").isEqualTo(401);
        assertThat(post(body, signature.substring(2))).as("a short one").isEqualTo(401);
        assertThat(post(body, signature.substring(1))).as("an odd one").isEqualTo(401);
        assertThat(post(body, signature + "00")).as("a long one").isEqualTo(401);
        assertThat(post(body, signature.replace(signature.charAt(5), 'x')))
                .as("no digits")
                .isEqualTo(401);
        assertThat(post(body, signature, signature)).as("two").isEqualTo(401);
        assertThat(post(body, signature + "," + signature)).as("two in one").isEqualTo(401);
        assertThat(post(body, "sha256=" + signature)).as("another form").isEqualTo(401);
        assertThat(post(body, WebhookSigner.of("whsec_other").sign(body)))
                .as("another secret")
                .isEqualTo(401);
        assertThat(post(new byte[0], signature)).as("another body").isEqualTo(401);
        assertNothingElseIsHandled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"event\":7}", "<html>", "{\"event\":\"export.finished\""})
    void aSignedBodyThatIsNoEventIsRefused(String body) throws Exception {
        assertThat(send(SIGNER.delivery(running.address(), body)).statusCode()).isEqualTo(400);
        assertNothingElseIsHandled();
    }

    @Test
    void aBodyMayBeAsLongAsAllowedAndNotLonger() throws Exception {
        String longest =
                finished("long") + " ".repeat(LARGEST_BODY - finished("long").length());
        byte[] longer = (longest + " ").getBytes(StandardCharsets.UTF_8);
        byte[] muchLonger = (longest + " ".repeat(20_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(send(SIGNER.delivery(running.address(), longest)).statusCode())
                .isEqualTo(200);
        assertThat(nextHandled().messageId()).contains("long");
        assertThat(post(longer, SIGNER.sign(longer))).isEqualTo(413);
        assertThat(post(muchLonger, SIGNER.sign(muchLonger))).isEqualTo(413);
        assertThat(post(
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(muchLonger)),
                        SIGNER.sign(muchLonger)))
                .as("chunked")
                .isEqualTo(413);
        assertNothingElseIsHandled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void whatIsNotPostedIsNoDelivery(String method) throws Exception {
        String body = finished("msg-1");
        HttpRequest request = HttpRequest.newBuilder(running.address())
                .timeout(Duration.ofSeconds(20))
                .header(DeliverySignature.HEADER, SIGNER.sign(body))
                .method(method, BodyPublishers.ofString(body))
                .build();

        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertNothingElseIsHandled();
    }
}

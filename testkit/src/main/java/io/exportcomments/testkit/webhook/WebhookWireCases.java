package io.exportcomments.testkit.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.webhook.DeliverySignature;
import io.exportcomments.testkit.webhook.WireRequest.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries as they come over the wire: in any way that HTTP allows, and broken. */
abstract class WebhookWireCases extends WebhookReceiverHarness {
    private static final String HTTP = "HTTP/1.1";

    private static String signed(byte[] body) {
        return signature(body) + "Content-Length: " + body.length + "\r\n";
    }

    private static String signature(byte[] body) {
        return DeliverySignature.HEADER + ": " + SIGNER.sign(body) + "\r\n";
    }

    private static byte[] delivery(String messageId) {
        return finished(messageId).getBytes(StandardCharsets.UTF_8);
    }

    private Answer exchange(WireRequest wire, byte[] body, String headers) throws IOException {
        wire.head("POST", HTTP, headers);
        wire.write(body);
        return wire.answer();
    }

    private void assertIsHandled(String messageId) throws InterruptedException {
        assertThat(nextHandled().messageId()).contains(messageId);
        assertThat(handled).isEmpty();
    }

    @Test
    void whoeverAsksWhetherToGoOnIsTold() throws Exception {
        byte[] body = delivery("asked");
        try (WireRequest wire = new WireRequest(running.address())) {
            wire.head("POST", HTTP, signed(body) + "Expect: 100-continue\r\n");
            assertThat(wire.answer().status()).isEqualTo(100);
            wire.write(body);
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertIsHandled("asked");
    }

    @Test
    void aConnectionIsGoodForMoreAfterWhatWasRefused() throws Exception {
        byte[] unsigned = delivery("unsigned");
        byte[] taken = delivery("taken");
        try (WireRequest wire = new WireRequest(running.address())) {
            assertThat(exchange(wire, taken, signed(taken)).status()).isEqualTo(200);
            Answer refused = exchange(wire, unsigned, "Content-Length: " + unsigned.length + "\r\n");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).doesNotContain(SIGNER.sign(unsigned));
            assertThat(exchange(wire, taken, signed(taken)).status()).isEqualTo(200);
        }
        assertIsHandled("taken");
    }

    @Test
    void aBodyMayComeByteByByte() throws Exception {
        byte[] body = delivery("dripping");
        try (WireRequest wire = new WireRequest(running.address())) {
            wire.head("POST", HTTP, signed(body));
            for (byte each : body) {
                wire.write(each);
            }
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertIsHandled("dripping");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatBreaksOffIsNotTaken(boolean chunked) throws Exception {
        byte[] body = delivery("cut");
        try (WireRequest wire = new WireRequest(running.address())) {
            if (chunked) {
                wire.head("POST", HTTP, signature(body) + "Transfer-Encoding: chunked\r\n");
                wire.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                wire.write(body);
            } else {
                wire.head("POST", HTTP, signature(body) + "Content-Length: " + (body.length + 1) + "\r\n");
                wire.write(body);
            }
            wire.end();
            assertThat(statusOrEnd(wire)).as("a bad request, or no answer").isIn(0, 400);
        }
        byte[] next = delivery("next");
        try (WireRequest wire = new WireRequest(running.address())) {
            assertThat(exchange(wire, next, signed(next)).status()).isEqualTo(200);
        }
        assertIsHandled("next");
    }

    private static int statusOrEnd(WireRequest wire) throws IOException {
        try {
            return wire.answer().status();
        } catch (SocketException reset) {
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=ISO-8859-1",
                "application/json; charset=no-such",
                "application/x-www-form-urlencoded",
                "text/plain",
                "no type"
            })
    void theTypeOfTheBodyDoesNotMatter(String type) throws Exception {
        byte[] body = delivery("typed");
        try (WireRequest wire = new WireRequest(running.address())) {
            String headers = signed(body) + "Content-Type: " + type + "\r\nAccept: image/png\r\n";
            assertThat(exchange(wire, body, headers).status()).isEqualTo(200);
        }
        assertIsHandled("typed");
    }

    @Test
    void blanksAroundTheSignatureAreNoneOfIt() throws Exception {
        byte[] body = delivery("blanks");
        String headers = "X-SIGNATURE:  \t" + SIGNER.sign(body) + " \r\nContent-Length: " + body.length + "\r\n";
        try (WireRequest wire = new WireRequest(running.address())) {
            assertThat(exchange(wire, body, headers).status()).isEqualTo(200);
        }
        assertIsHandled("blanks");
    }

    @Test
    void aCompressedBodyIsNoEvent() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(delivery("packed"));
        }
        byte[] body = packed.toByteArray();
        try (WireRequest wire = new WireRequest(running.address())) {
            assertThat(exchange(wire, body, signed(body) + "Content-Encoding: gzip\r\n")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void anOlderVersionOfHttpIsTaken() throws Exception {
        byte[] body = delivery("old");
        try (WireRequest wire = new WireRequest(running.address())) {
            wire.head("POST", "HTTP/1.0", signed(body));
            wire.write(body);
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertIsHandled("old");
    }

    @Test
    void aQueryAndCodedLettersLeaveTheAddressAsItIs() throws Exception {
        String address = running.address().toString();
        int last = address.length() - 1;
        String coded = "%" + Integer.toHexString(address.charAt(last));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.substring(0, last) + coded + "?from=service"))
                .header(DeliverySignature.HEADER, SIGNER.sign(finished("asked")))
                .POST(BodyPublishers.ofString(finished("asked")))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(200);
        assertIsHandled("asked");
    }

    @Test
    void aLookAtTheAddressGetsNoBody() throws Exception {
        try (WireRequest wire = new WireRequest(running.address())) {
            for (int i = 0; i < 2; i++) {
                wire.head("HEAD", HTTP, "");
                Answer answer = wire.answer(true);
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.headers()).containsEntry("allow", "POST");
            }
        }
    }

    @Test
    void anEventOfAnotherNameIsHandledToo() throws Exception {
        byte[] body =
                finished("new").replace("export.finished", "export.renamed").getBytes(StandardCharsets.UTF_8);
        try (WireRequest wire = new WireRequest(running.address())) {
            assertThat(exchange(wire, body, signed(body)).status()).isEqualTo(200);
        }
        assertThat(nextHandled().name()).isEqualTo("export.renamed");
    }
}

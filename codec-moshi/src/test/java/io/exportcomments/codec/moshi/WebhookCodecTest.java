package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.TOKEN;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Operation;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookRequest;
import io.exportcomments.webhook.WebhookStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account's webhooks may leave out, spell otherwise or add. */
class WebhookCodecTest {
    private static final ErrorContext LISTING = ErrorContext.of(Operation.WEBHOOK_LIST, null);

    private final WebhookCodec codec = new WebhookCodec(TOKEN);

    private Webhook webhook(String fields) throws IOException {
        return codec.decode(new Buffer().write(utf8("{" + fields.replace('\'', '"') + "}")), LISTING);
    }

    @Test
    void onlyTheIdMustBeThere() throws IOException {
        Webhook bare = webhook("'id':'7','url':null,'events':null,'lastEventAt':null,'secret':null");

        assertThat(bare.id().value()).isEqualTo("7");
        assertThat(bare.url()).isEmpty();
        assertThat(bare.events()).isEmpty();
        assertThat(bare.status()).isEqualTo(WebhookStatus.UNKNOWN);
        assertThat(bare.lastEventAt()).isEmpty();
        assertThat(bare.eventCount()).isEmpty();
        assertThat(bare.createdAt()).isEmpty();
        assertThat(bare.secret()).isEmpty();
        assertThat(bare.unknownFields()).isEmpty();
    }

    @Test
    void ofTwoIdsTheUuidCountsAndTheOtherIsKept() throws IOException {
        Webhook webhook = webhook("'id':7,'uuid':'u-1'");

        assertThat(webhook.id().value()).isEqualTo("u-1");
        assertThat(webhook.unknownFields()).containsOnlyKeys("id").containsEntry("id", 7L);
        assertThat(webhook("'id':'u-1','uuid':'u-1'").unknownFields()).isEmpty();
        assertThat(webhook("'id':7,'uuid':'../x'").id().value()).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'status':0,'enabled':true | DISABLED",
                "'status':1 | ENABLED",
                "'status':'2' | SUSPENDED",
                "'enabled':true | ENABLED",
                "'enabled':0 | DISABLED",
                "'enabled':false,'isSuspended':true | SUSPENDED",
                "'isSuspended':false | UNKNOWN",
                "'status':9 | UNKNOWN",
                "'status':9,'enabled':true | ENABLED",
                "'status':'active' | UNKNOWN"
            })
    void theStatusIsANumberOrTwoBooleans(String fields, WebhookStatus status) throws IOException {
        assertThat(webhook("'uuid':'u'," + fields).status()).isEqualTo(status);
    }

    @Test
    void whatMakesNoSenseIsKeptAmongTheUnknown() throws IOException {
        Webhook webhook = webhook("'uuid':'u','url':'no url','events':[1],'status':9,'lastEventAt':'soon',"
                + "'webhookEventsCount':-1,'createdAt':5,'secret':7,'new':{'a':[true]}");

        assertThat(webhook.unknownFields())
                .containsOnlyKeys(
                        "url", "events", "status", "lastEventAt", "webhookEventsCount", "createdAt", "secret", "new");
        assertThat(webhook.url()).isEmpty();
        assertThat(webhook.toString()).doesNotContain("no url");
    }

    @Test
    void oneEventMayStandAlone() throws IOException {
        assertThat(webhook("'uuid':'u','event':'export.failed'").events()).containsExactly("export.failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"uuid\":\"u\"", "{\"uuid\":\"u\"}}", "{\"uuid\":\"u\",\"id\":1,\"id\":2}", "7", "{}"})
    void whatIsNoWebhookIsRefused(String json) {
        assertThatThrownBy(() -> codec.decode(new Buffer().write(utf8(json)), LISTING))
                .isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void aListThatIsTooLongIsRefused() {
        String endless = "[" + "{\"uuid\":\"u\"},".repeat(90_000) + "{\"uuid\":\"u\"}]";

        assertThatThrownBy(() -> codec.decodeList(new Buffer().write(utf8(endless)), LISTING))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasRootCauseMessage("larger than 1048576 bytes");
    }

    @Test
    void requestsAreWrittenAsTheyAreKnown() {
        URI url = URI.create("https://example.org/hook?a=%22b");

        assertThat(text(WebhookRequest.of(url, ExportEvent.FAILED)))
                .isEqualTo("{\"url\":\"https://example.org/hook?a=%22b\",\"event\":\"export.failed\"}");
        assertThat(text(WebhookRequest.of(url, ExportEvent.FAILED, ExportEvent.FINISHED)))
                .endsWith("\"events\":[\"export.finished\",\"export.failed\"]}");
    }

    private String text(WebhookRequest request) {
        return new String(codec.encode(request), StandardCharsets.UTF_8);
    }
}

package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Files in parts: every range gives what a slice of the whole file gives. */
class FileRangeProperties {

    private static @Nullable MockService mock;

    private final Http http;
    private final String url;
    private final byte[] whole;
    private final String etag;

    FileRangeProperties() {
        MockService running = mock;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        http = new Http(running);
        url = "/exports/"
                + json(http.get("/api/v3/job/" + running.jobs().all().get(0).guid()))
                        .getString("rawFile");
        HttpResponse<byte[]> answer = http.get(url);
        whole = answer.body();
        etag = answer.headers().firstValue("ETag").orElseThrow();
    }

    @BeforeContainer
    static void start() {
        MockService started =
                MockService.builder().defaultScript(JobScript.instant().rows(3)).start();
        new Http(started).created(VIDEO);
        mock = started;
    }

    @AfterContainer
    static void close() {
        if (mock != null) {
            mock.close();
        }
    }

    @Property(tries = 100)
    void aRangeIsASlice(@ForAll @LongRange(max = 1500) long from, @ForAll @LongRange(max = 1500) long to) {
        HttpResponse<byte[]> answer = range("bytes=" + from + "-" + to);
        if (to < from) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(whole);
        } else if (from >= whole.length) {
            assertUnsatisfiable(answer);
        } else {
            assertSlice(answer, (int) from, (int) Math.min(whole.length, to + 1));
        }
    }

    @Property(tries = 50)
    void anOpenRangeGoesToTheEnd(@ForAll @LongRange(max = 1500) long from) {
        HttpResponse<byte[]> answer = range("bytes=" + from + "-");
        if (from >= whole.length) {
            assertUnsatisfiable(answer);
        } else {
            assertSlice(answer, (int) from, whole.length);
        }
    }

    @Property(tries = 50)
    void aSuffixIsCountedFromTheEnd(@ForAll @LongRange(max = 1500) long count) {
        HttpResponse<byte[]> answer = range("bytes=-" + count);
        if (count == 0) {
            assertUnsatisfiable(answer);
        } else {
            assertSlice(answer, (int) Math.max(0, whole.length - count), whole.length);
        }
    }

    @Example
    void whatMakesNoSenseIsPassedOver() {
        for (String header : new String[] {"bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=0-1,3-4"}) {
            HttpResponse<byte[]> answer = range(header);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(whole);
        }
    }

    @Example
    void aRangeOfAnotherStateOfTheFileGivesTheWhole() {
        HttpResponse<byte[]> same =
                http.get(url, b -> b.header("Range", "bytes=5-9").header("If-Range", etag));
        HttpResponse<byte[]> other =
                http.get(url, b -> b.header("Range", "bytes=5-9").header("If-Range", "\"other\""));
        assertSlice(same, 5, 10);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(whole);
    }

    @Example
    void headGivesTheHeadersAlone() {
        HttpRequest head = http.to(url).method("HEAD", BodyPublishers.noBody()).build();
        HttpResponse<byte[]> answer = http.send(head);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(whole.length);
        assertThat(answer.headers().firstValue("ETag")).contains(etag);
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<byte[]> range(String header) {
        return http.get(url, b -> b.header("Range", header));
    }

    private void assertSlice(HttpResponse<byte[]> answer, int from, int end) {
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range"))
                .contains("bytes " + from + "-" + (end - 1) + "/" + whole.length);
        assertThat(answer.headers().firstValue("ETag")).contains(etag);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, from, end));
    }

    private void assertUnsatisfiable(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + whole.length);
    }
}

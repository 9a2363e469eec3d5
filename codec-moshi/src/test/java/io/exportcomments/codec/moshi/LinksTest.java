package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import java.net.URI;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that browsers and curl take are taken; of any other, the job says that it has one that can't be used. */
class LinksTest {
    private final JobCodec codec = Fixtures.codec();

    private Job done(Map<String, String> links) {
        Buffer json = new Buffer().writeUtf8("{\"guid\":\"g\",\"status\":\"done\"");
        links.forEach((name, link) -> json.writeUtf8(",\"" + name + "\":\"")
                .writeUtf8(link.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"))
                .writeUtf8("\""));
        Job job = codec.decodeJob(json.writeUtf8("}").readByteArray(), GET);
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
        return job;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "/f/[Official] 100%.xlsx -> https://exportcomments.com/f/%5BOfficial%5D%20100%25.xlsx",
                "/f/a|b^c.json -> https://exportcomments.com/f/a%7Cb%5Ec.json",
                "/f/100%25 50%.json -> https://exportcomments.com/f/100%25%2050%25.json",
                "/f/%zz%4.json -> https://exportcomments.com/f/%25zz%254.json",
                "/f/[é] ☕.json -> https://exportcomments.com/f/%5Bé%5D%20☕.json",
                "/f.json?name=[a]|100%&b=c d -> https://exportcomments.com/f.json?name=[a]%7C100%25&b=c%20d",
                "/f.json?a=b#50% -> https://exportcomments.com/f.json?a=b#50%25",
                " /f.json -> https://exportcomments.com/f.json",
                "/f.json  -> https://exportcomments.com/f.json",
                "http://my_bucket/f.json -> http://my_bucket/f.json",
                "http://my_bucket:9000/f.json -> http://my_bucket:9000/f.json",
                "https://my_bucket.s3.amazonaws.com/[a].xlsx?X=1%2F2 -> https://my_bucket.s3.amazonaws.com/%5Ba%5D.xlsx?X=1%2F2",
                "//my_bucket/f.json -> https://my_bucket/f.json",
                "http://[::1]:8080/[a] -> http://[::1]:8080/%5Ba%5D"
            })
    void asBrowsersTakeThem(String wire, String link) {
        assertThat(done(Map.of("json_url", wire)).jsonUrl()).contains(URI.create(link));
    }

    @Test
    void overSeveralLines() {
        assertThat(done(Map.of("json_url", "\t\n/exports/\nx.json\n")).jsonUrl())
                .contains(URI.create("https://exportcomments.com/exports/x.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a b/f.json",
                "https:///f.json",
                "https://",
                "ftp://example.com/f.json",
                "http://example.com:99999/f.json",
                "http://my_bucket:99999/f.json",
                "http://[::1/f.json",
                "http://me@my_bucket/f.json",
                "https://me@files.example/f.json",
                "https://exportcomments.com@evil.example.com/x",
                "https://me:secret@files.example:8443/f.json",
                "//me@files.example/f.json",
                "http://my%5Fbucket/f.json",
                "javascript:alert(1)"
            })
    void ofAnyOther_theJobSaysThatItCanNotBeUsed(String wire) {
        Job job = done(Map.of("json_url", wire, "download_url", "/f.xlsx"));
        assertThat(job.unusableLink(ResultFormat.JSON)).contains(wire);
        assertThat(job.unusableLink(ResultFormat.XLSX)).isEmpty();
        assertThat(job.isEmptyResult()).isFalse();
        assertThat(job.toString()).doesNotContain(wire);
    }

    @Test
    void theXlsxLinkMayHaveTwoNames() {
        for (String name : new String[] {"download_link", "download_url"}) {
            assertThat(done(Map.of(name, "ftp://x")).unusableLink(ResultFormat.XLSX))
                    .contains("ftp://x");
            assertThat(done(Map.of(name, " ")).unusableLink(ResultFormat.XLSX)).isEmpty();
        }
        assertThat(done(Map.of("download_link", "ftp://x", "download_url", "/f.xlsx"))
                        .unusableLink(ResultFormat.XLSX))
                .isEmpty();
        assertThat(done(Map.of()).unusableLink(ResultFormat.JSON)).isEmpty();
    }
}

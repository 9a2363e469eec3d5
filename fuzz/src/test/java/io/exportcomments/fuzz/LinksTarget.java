package io.exportcomments.fuzz;

import io.exportcomments.adapter.JsonText;
import io.exportcomments.adapter.WebLinks;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.WebLink;
import io.exportcomments.transport.http.internal.FileLinks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first byte says against what the rest is resolved. */
final class LinksTarget implements FuzzTarget {
    /** As RFC 3986 takes links apart, and with nothing in them that a request line could not have. */
    static final Pattern WEB = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<authority>[^/?#\\\\\\s@]+)(?<path>/[^?#\\s]*)?(\\?[^#\\s]*)?(#\\S*)?");

    private static final int LONGEST = 8_192;

    private static final URI[] BASES = {
        URI.create("https://exportcomments.com/"),
        URI.create("http://localhost:8080/a/b?c=d"),
        URI.create("https://[::1]:8443/x/"),
        URI.create("https://exportcomments.com")
    };

    private static final ErrorContext CONTEXT = ErrorContext.of(Operation.GET, null);

    private final Map<URI, JobCodec> codecs =
            Stream.of(BASES).collect(Collectors.toMap(base -> base, base -> new JobCodec(base, Secrets.API_TOKEN)));

    @Override
    public boolean take(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        URI base = BASES[input[0] & 3];
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        plain(text);
        Optional<URI> link = base.getRawPath().isEmpty() ? Optional.empty() : WebLinks.resolve(base, text);
        link.ifPresent(found -> resolved(base, found));
        URI inJob = ofJob(base, text);
        if (inJob != null) {
            assertWeb(inJob);
            opened(inJob);
        }
        return inJob != null;
    }

    private static void assertWeb(URI link) {
        if (!WEB.matcher(link.toString()).matches()) {
            throw new AssertionError("Not a link that can be followed: " + link);
        }
    }

    /** What is plain means the same to whoever reads all links. */
    private static void plain(String text) {
        WebLink plain = WebLink.ofPlain(text);
        if (plain == null) {
            return;
        }
        URI slow =
                WebLinks.resolve(BASES[0], text).orElseThrow(() -> new AssertionError("Plain, and no link: " + text));
        if (!slow.equals(plain.uri()) || slow.getRawUserInfo() != null) {
            throw new AssertionError("Two links: " + slow + " and " + plain.uri());
        }
    }

    /** What was resolved stays as it is, and goes where its own text says. */
    private static void resolved(URI base, URI link) {
        if (!WebLinks.isWeb(link) || WebLinks.port(link) < 0 || WebLinks.port(link) > 65_535) {
            throw new AssertionError("Not of the web: " + link);
        }
        String host = WebLinks.host(link).orElseThrow();
        Matcher parts = WEB.matcher(link.toString().replaceFirst("(?<=//)[^/?#]*@", ""));
        if (!parts.matches()
                || !parts.group("authority").replaceFirst(":\\d*$", "").equals(host)) {
            throw new AssertionError(link + " does not go to " + host);
        }
        // Escapes may have made it longer than a text may be.
        boolean longer = link.toString().length() > LONGEST;
        if (!longer && !WebLinks.resolve(base, link.toString()).equals(Optional.of(link))) {
            throw new AssertionError("Another link when it is resolved again: " + link);
        }
    }

    private @Nullable URI ofJob(URI base, String text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("guid", "g");
        fields.put("status", "done");
        fields.put("download_link", text);
        byte[] json = JsonText.of(fields).getBytes(StandardCharsets.UTF_8);
        Job job = codecs.get(base).decodeJob(json, CONTEXT);
        Secrets.assertNotIn(job.toString());
        return job.downloadLink().orElse(null);
    }

    /** Whoever opens a file goes to where the job's link says, by the same scheme. */
    private static void opened(URI link) {
        URI checked = FileLinks.checked(link);
        assertWeb(checked);
        boolean same = link.getScheme().equals(checked.getScheme())
                && link.getRawAuthority().equals(checked.getRawAuthority());
        if (!same || !FileLinks.checked(checked).equals(checked)) {
            throw new AssertionError(link + " became " + checked);
        }
    }
}

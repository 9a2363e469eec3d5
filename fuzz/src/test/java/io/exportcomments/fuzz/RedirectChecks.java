package io.exportcomments.fuzz;

import io.exportcomments.transport.http.spi.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** What must hold of the requests of one exchange, told from the texts of their addresses alone. */
final class RedirectChecks {
    private static final int MOST = 6;

    private RedirectChecks() {}

    static void check(List<HttpRequest> sent, boolean file, boolean changes) {
        if (sent.isEmpty() || sent.size() > MOST) {
            throw new AssertionError(sent.size() + " requests in one exchange");
        }
        HttpRequest first = sent.get(0);
        boolean secure = isSecure(first);
        for (HttpRequest request : sent) {
            boolean home = isHome(request);
            if ((request.token() != null) != home) {
                throw new AssertionError("The token and the address don't belong together: " + request.url());
            }
            Secrets.assertNotIn(request.headers().toString());
            if (!file && !home) {
                throw new AssertionError("An answer about a job from " + request.url());
            }
            if (secure && !isSecure(request)) {
                throw new AssertionError("From https to http: " + request.url());
            }
            secure |= isSecure(request);
            if (!request.method().equals(first.method()) || !Arrays.equals(request.body(), first.body())) {
                throw new AssertionError("Another request: " + request.method() + " " + request.url());
            }
        }
        if (changes && sent.size() > 1 && !isHome(sent.get(sent.size() - 1))) {
            throw new AssertionError("A change that went elsewhere");
        }
    }

    private static boolean isSecure(HttpRequest request) {
        return parts(request).group("scheme").toLowerCase(Locale.ROOT).equals("https");
    }

    private static boolean isHome(HttpRequest request) {
        String authority = parts(request).group("authority").toLowerCase(Locale.ROOT);
        return isSecure(request) && authority.replaceFirst(":(0*443)?$", "").equals("exportcomments.com");
    }

    private static Matcher parts(HttpRequest request) {
        Matcher parts = LinksTarget.WEB.matcher(request.url().toString());
        if (!parts.matches() || request.url().getRawUserInfo() != null) {
            throw new AssertionError("Nothing can be sent to " + request.url());
        }
        return parts;
    }
}

package io.exportcomments.transport.http.internal;

import io.exportcomments.adapter.WebLinks;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportSettings;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which redirects are followed. The HTTP library's own following is turned off, since it may take the token elsewhere,
 * or make a {@code GET} of a {@code POST}. Immutable.
 *
 * <ul>
 *   <li>A file is followed to any origin, but not from https to http; the token goes along only where
 *       {@link TransportSettings#isSameOrigin} holds.
 *   <li>The service's answers about jobs are taken from the base URL's origin only, so other requests are not followed
 *       elsewhere.
 *   <li>A {@code POST}, {@code PATCH} or {@code DELETE} is sent on as it is for 307 and 308, which ask for that. It is
 *       not followed for 301 and 302, which would turn it into a {@code GET}: whoever redirects has not taken the
 *       request, so nothing was done. With 303 it was taken, and its result is elsewhere: an answer that can't be read.
 *   <li>After {@value #LIMIT} redirects in a row it is over.
 * </ul>
 */
public final class RedirectPolicy {
    /** How many redirects are followed in one exchange. */
    public static final int LIMIT = 5;

    private final TransportSettings settings;

    /** The policy of a transport with these settings. */
    public RedirectPolicy(TransportSettings settings) {
        this.settings = settings;
    }

    /** Whether an answer with this status is a redirect. */
    public static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /**
     * Where to go on; the method and the body stay as they are.
     *
     * @param context what is asked
     * @param from where the answer came from
     * @param status one for which {@link #isRedirect} holds
     * @param location the header of that name, if there was one
     * @param followed how many redirects were followed before this one
     * @throws UnreadableAnswerException if the request was taken, and its result is elsewhere
     * @throws InvalidRequestException if the redirect must not be followed; it names the target's origin and nothing
     *     more of it
     */
    public URI follow(ErrorContext context, URI from, int status, @Nullable String location, int followed) {
        URI target = WebAddresses.resolve(from, location);
        if (target == null) {
            throw refusal(context, status, "a redirect to no usable address");
        }
        if (!WebLinks.isWeb(target)) {
            String name = target.getRawAuthority().replace(settings.token().reveal(), "***");
            throw refusal(context, status, "a redirect to " + name + ", a host's name that can't be used");
        }
        String where =
                "a redirect to " + origin(target).replace(settings.token().reveal(), "***");
        if (followed >= LIMIT) {
            throw refusal(context, status, where + ", after " + followed + " others");
        }
        Operation operation = context.operation().orElseThrow();
        if (operation == Operation.FILE) {
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
                throw refusal(context, status, where + ", which is not secure");
            }
            return target;
        }
        if (!settings.isSameOrigin(target)) {
            throw refusal(context, status, where + ", where the token must not go; is the base URL right?");
        }
        if (changes(operation) && status == 303) {
            throw new UnreadableAnswerException(
                    context.answered(status, null, where + ", where its result is"), "", null);
        }
        if (changes(operation) && status != 307 && status != 308) {
            throw refusal(context, status, where + ", which would lose the request; is the base URL right?");
        }
        return target;
    }

    private static boolean changes(Operation operation) {
        return switch (operation) {
            case CREATE, BATCH_CREATE, RETRY, STOP, SOCKET_TOKEN, WEBHOOK_CREATE, WEBHOOK_TOGGLE, WEBHOOK_DELETE ->
                true;
            case GET, BATCH_GET, LIST, PING, FILE, WEBHOOK_LIST -> false;
        };
    }

    private static InvalidRequestException refusal(ErrorContext context, int status, String why) {
        return new InvalidRequestException(context.answered(status, null, why), null);
    }

    private static String origin(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority();
    }
}

package io.exportcomments.transport.http.internal;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.port.TransportSettings;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a host of files refuses that is not the service: its answer says nothing of the account, whatever form it has,
 * so nothing that goes by the account's limits may take it for one of these.
 */
final class OtherHost {
    private static final int PROXY_LOGIN = 407;

    private OtherHost() {}

    /**
     * The refusal, as it is to be told.
     *
     * @param from where the answer came from
     */
    static ExportCommentsException told(TransportSettings settings, URI from, ExportCommentsException refusal) {
        ErrorContext context = refusal.context();
        int status = context.httpStatus().orElse(0);
        // That is the proxy's own answer, and it has its own advice.
        if (settings.isSameOrigin(from) || status == PROXY_LOGIN) {
            return refusal;
        }
        String host = from.getRawAuthority().replace(settings.token().reveal(), "***");
        String said = Stream.of(Optional.of(host), context.errorCode(), context.detail())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(": "));
        ErrorContext itsOwn = context.answered(status, null, said).byIntermediary();
        return refusal instanceof RateLimitException
                ? new ServiceException(itsOwn, refusal.retryAfter(), null)
                : refusal.withContext(itsOwn);
    }
}

package io.exportcomments.testkit.transport;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param method such as {@code GET}
 * @param target path and query, as they were sent
 * @param headers by name in small letters, in order
 * @param body the body, decoded from chunks; empty if there was none
 * @param connection the number of the connection, from 1
 */
public record ReceivedRequest(
        String method, String target, Map<String, List<String>> headers, String body, int connection) {

    /** The value of a header that must not come twice; empty if it did not come. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            throw new AssertionError("The header " + name + " came " + values.size() + " times");
        }
        return values.stream().findFirst();
    }
}

package io.exportcomments.cli.internal.exit;

import io.exportcomments.error.BatchOutcomeUnknownException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UpdatesUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Says what lies below an error, without a secret: messages of libraries can hold URLs and headers. */
public final class FailureCause {
    private static final int LONGEST = 200;
    private static final Pattern USER = Pattern.compile("(?<=://)[^/@\\s]+@");
    private static final Pattern QUERY = Pattern.compile("(?<=://[^\\s?#]{1,500})[?#]\\S*");
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b((?:set-)?cookie|(?:proxy-)?authorization|x-auth-token)\\b[:=]?.*");

    private FailureCause() {}

    /** What caused an error, in half a sentence; empty if nothing is known, or the error's message says it all. */
    static Optional<String> of(ExportCommentsException error) {
        boolean tellsLittle = error instanceof ConnectionException
                || error instanceof UpdatesUnavailableException
                || error instanceof CreateOutcomeUnknownException
                || error instanceof BatchOutcomeUnknownException
                || error instanceof DeadlineExceededException;
        if (!tellsLittle) {
            return Optional.empty();
        }
        List<Throwable> causes = causes(error);
        Optional<String> known = causes.stream()
                .filter(ExportCommentsException.class::isInstance)
                .findFirst()
                .map(cause -> clean(String.valueOf(cause.getMessage())));
        Optional<String> technical = technical(causes);
        if (known.isPresent() && technical.isPresent()) {
            return Optional.of(known.get() + " (" + technical.get() + ")");
        }
        return known.or(() -> technical);
    }

    private static Optional<String> technical(List<Throwable> causes) {
        List<Throwable> foreign = causes.stream()
                .filter(cause -> !(cause instanceof ExportCommentsException))
                .toList();
        if (foreign.isEmpty()) {
            return Optional.empty();
        }
        if (says(foreign, text -> text.contains("not an SSL/TLS record") || text.contains("unrecognized SSL message"))
                .isPresent()) {
            return Optional.of("the server does not speak TLS on this port");
        }
        if (says(foreign, FailureCause::isProxyLogin).isPresent()) {
            return Optional.of("the proxy asks for a login (HTTP 407)");
        }
        return says(foreign, text -> text.contains("valid certification path"))
                .map(text -> "the server's certificate is not trusted (" + text + ")")
                .or(() -> says(foreign, FailureCause::isOtherHost)
                        .map(text -> "the server's certificate is for another host (" + text + ")"))
                .or(() -> says(foreign, text -> true))
                .or(() -> Optional.of(foreign.get(foreign.size() - 1).getClass().getSimpleName()));
    }

    /** The deepest message of this kind. */
    private static Optional<String> says(List<Throwable> causes, Predicate<String> kind) {
        for (int i = causes.size() - 1; i >= 0; i--) {
            String message = causes.get(i).getMessage();
            if (message != null && !message.isBlank() && kind.test(message)) {
                return Optional.of(clean(message));
            }
        }
        return Optional.empty();
    }

    private static boolean isProxyLogin(String text) {
        return text.contains("authenticate with proxy")
                || (text.contains("407") && text.toLowerCase(Locale.ROOT).contains("proxy"));
    }

    private static boolean isOtherHost(String text) {
        return text.startsWith("Hostname ")
                || text.startsWith("No name matching ")
                || text.startsWith("No subject alternative ");
    }

    /** Each link below an error, the nearest first: its kind and what it says. */
    public static List<String> chain(Throwable error) {
        return causes(error).stream().map(FailureCause::link).toList();
    }

    private static String link(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        return message == null || message.isBlank() ? kind : kind + ": " + clean(message);
    }

    private static List<Throwable> causes(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = error.getCause(); cause != null && seen.add(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String clean(String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        line = USER.matcher(line).replaceAll("***@");
        line = QUERY.matcher(line).replaceAll("?***");
        line = HEADER.matcher(line).replaceAll("$1: ***");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}

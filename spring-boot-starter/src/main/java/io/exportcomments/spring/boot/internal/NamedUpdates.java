package io.exportcomments.spring.boot.internal;

import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.spring.boot.ExportCommentsProperties.UpdatesName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the update sources that {@code exportcomments.updates} names with those that there are. */
public final class NamedUpdates {
    private NamedUpdates() {}

    /**
     * The sources, if there are as many as are named: one of the program's own may stand for any of them.
     *
     * @throws InvalidSettingException if there are fewer; says what the missing ones need
     */
    public static List<UpdateSourceProvider> checked(List<UpdatesName> named, List<UpdateSourceProvider> sources) {
        Set<UpdatesName> missing = named.isEmpty() ? Set.of() : EnumSet.copyOf(named);
        if (sources.size() >= missing.size()) {
            return sources;
        }
        sources.forEach(source -> missing.removeIf(name -> isBy(name, source)));
        throw new InvalidSettingException(
                "The property exportcomments.updates names a source that is not there: " + needs(missing));
    }

    private static boolean isBy(UpdatesName name, UpdateSourceProvider source) {
        return source.getClass().getSimpleName().equalsIgnoreCase(name + "Updates");
    }

    private static String needs(Set<UpdatesName> missing) {
        return missing.stream()
                .map(name -> switch (name) {
                    case WEBSOCKET -> "websocket needs the dependency exportcomments-update-websocket";
                    case WEBHOOK ->
                        "webhook needs the dependency exportcomments-update-webhook, and exportcomments.webhook.secrets";
                    case POLLING -> "polling needs the dependency exportcomments-update-polling";
                })
                .collect(Collectors.joining("; "));
    }
}

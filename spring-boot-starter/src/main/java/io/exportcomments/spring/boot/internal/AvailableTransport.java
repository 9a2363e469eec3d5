package io.exportcomments.spring.boot.internal;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.spring.boot.ExportCommentsProperties.TransportName;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport that is on the classpath, made when it is chosen. */
public record AvailableTransport(TransportName name, Supplier<TransportProvider> provider) {
    public static TransportProvider choose(List<AvailableTransport> found, @Nullable TransportName wanted) {
        List<AvailableTransport> fitting = found.stream()
                .filter(choice -> wanted == null || choice.name() == wanted)
                .toList();
        if (fitting.size() != 1) {
            throw new TransportChoiceException(
                    found.stream().map(AvailableTransport::name).toList(), wanted);
        }
        return fitting.get(0).provider().get();
    }
}

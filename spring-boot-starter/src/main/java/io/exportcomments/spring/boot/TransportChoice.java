package io.exportcomments.spring.boot;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.spring.boot.ExportCommentsProperties.TransportName;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport that is on the classpath, made when it is chosen. */
record TransportChoice(TransportName name, Supplier<TransportProvider> provider) {
    static TransportProvider choose(List<TransportChoice> found, @Nullable TransportName wanted) {
        List<TransportChoice> fitting = found.stream()
                .filter(choice -> wanted == null || choice.name() == wanted)
                .toList();
        if (fitting.size() != 1) {
            throw new TransportChoiceException(
                    found.stream().map(TransportChoice::name).toList(), wanted);
        }
        return fitting.get(0).provider().get();
    }
}

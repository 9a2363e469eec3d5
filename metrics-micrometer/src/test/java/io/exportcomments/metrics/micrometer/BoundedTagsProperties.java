package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever the service, a source or the program sends, tags keep few values, and no job is one of them. */
class BoundedTagsProperties {
    private static final int MOST = 41;

    @Property(tries = 20)
    void tagsStayFewWhateverIsSent(@ForAll @Size(min = 100, max = 300) List<String> names) {
        MeterRegistry registry = new SimpleMeterRegistry();
        ClientMetrics metrics = ClientMetrics.of(registry);
        for (int i = 0; i < names.size(); i++) {
            call(metrics, i, names.get(i));
            call(metrics, i, "CODE_" + i);
            events(metrics.listener(), i, names.get(i) + i);
        }
        Map<String, Long> values = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .distinct()
                .collect(Collectors.groupingBy(Tag::getKey, Collectors.counting()));
        assertThat(values)
                .containsKeys("source", "reason", "limit", "error.code", "from")
                .allSatisfy((key, count) -> assertThat(count).as(key).isLessThanOrEqualTo(MOST + 1));
        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .noneSatisfy(tag -> assertThat(tag.getValue()).contains("guid-"));
    }

    private static void call(ClientMetrics metrics, int number, String code) {
        JobGuid guid = JobGuid.of("guid-" + number);
        var call = new TransportCall(Operation.GET, Optional.of(guid), OptionalLong.empty(), false);
        var error = new InvalidRequestException(
                ErrorContext.of(Operation.GET, guid).answered(400, code, "about guid-" + number), null);
        metrics.calls().intercept(call, () -> CompletableFuture.failedFuture(error));
    }

    private static void events(ClientListener listener, int number, String name) {
        JobGuid guid = JobGuid.of("guid-" + number);
        listener.heard(new ClientEvent.WatchStarted(guid));
        listener.heard(new ClientEvent.SourceTaken(guid, Optional.empty(), name));
        listener.heard(new ClientEvent.GapOpened(guid, name, new IOException("cut")));
        listener.heard(new ClientEvent.FailedOver(guid, name, name + "!"));
        listener.heard(new ClientEvent.PushIgnored("websocket", name));
        listener.heard(new ClientEvent.LimitChanged(name, number, number));
    }
}

package io.exportcomments.fuzz;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Observation;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.StateReader;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a realtime server may do to a source, a line for each step: its first letter says whether a frame comes, the
 * connection opens, ends or breaks, time goes by, or somebody follows a job or leaves.
 */
final class SessionTarget implements FuzzTarget {
    private static final URI BASE = URI.create("https://exportcomments.com");
    private static final int MOST_STEPS = 64;
    private static final int MOST_COMMANDS = 4_096;

    private final LogWatch log = LogWatch.of("io.exportcomments");

    @Override
    public boolean take(byte[] input) {
        VirtualTimekeeper time = new VirtualTimekeeper();
        HandMadeSockets sockets = new HandMadeSockets();
        Heard heard = new Heard();
        UpdateSource source = WebSocketUpdates.create()
                .open(new UpdateContext(transport(), sockets, unread(), time, heard::event, BASE));
        List<UpdateSource.Subscription> followed = new ArrayList<>();
        String[] steps = new String(input, StandardCharsets.UTF_8).split("\n", MOST_STEPS);
        for (String step : steps) {
            step(step, source, sockets, time, followed, heard);
        }
        int told = heard.updates;
        followed.forEach(UpdateSource.Subscription::cancel);
        source.close();
        sockets.endAll();
        time.runDue();
        log.assertKeeps(logged -> {
            throw new AssertionError("Logged: " + logged, heard.broken);
        });
        if (time.waiting() > 0) {
            throw new AssertionError(time.waiting() + " timers are left");
        }
        if (sockets.open() > 0) {
            throw new AssertionError(sockets.open() + " sockets are left open");
        }
        if (heard.updates > told) {
            throw new AssertionError("Told of a job after its end");
        }
        if (sockets.sent().size() > MOST_COMMANDS) {
            throw new AssertionError(sockets.sent().size() + " commands in " + steps.length + " steps");
        }
        sockets.sent().stream()
                .filter(text -> !text.contains("\"connect\":{\"token\"") && !text.contains("\"refresh\":{\"token\""))
                .forEach(Secrets::assertNotIn);
        return told > 0;
    }

    private static void step(
            String step,
            UpdateSource source,
            HandMadeSockets sockets,
            VirtualTimekeeper time,
            List<UpdateSource.Subscription> followed,
            Heard heard) {
        String rest = step.isEmpty() ? "" : step.substring(1);
        switch (step.isEmpty() ? ' ' : step.charAt(0)) {
            case '+' -> {
                if (followed.size() < 4) {
                    JobGuid guid = JobGuid.of("job-" + followed.size());
                    followed.add(source.follow(guid, heard.of(guid)));
                }
            }
            case '-' -> followed.stream().findFirst().ifPresent(UpdateSource.Subscription::cancel);
            case 'o' -> sockets.opened();
            case 'c' -> sockets.closed(rest.isEmpty() ? 1000 : 1000 + rest.charAt(0) * 17 % 4_000);
            case 'f' -> sockets.failed();
            case 'w' -> time.elapse(Duration.ofSeconds(rest.isEmpty() ? 1 : rest.charAt(0) % 128));
            default -> sockets.text(step.replace('\t', '\n'));
        }
        time.runDue();
    }

    private static JobTransport transport() {
        return (JobTransport) Proxy.newProxyInstance(
                SessionTarget.class.getClassLoader(),
                new Class<?>[] {JobTransport.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("socketToken")) {
                        return CompletableFuture.completedFuture(new SocketToken(Secrets.TOKEN));
                    }
                    throw new AssertionError("Nobody asks for " + method.getName());
                });
    }

    private static StateReader unread() {
        return guid -> new CompletableFuture<>();
    }

    private static final class Heard {
        private int updates;
        /** A broken promise inside of a task, which the library survives. */
        private @Nullable AssertionError broken;

        void event(ClientEvent event) {
            Secrets.assertNotIn(event.toString());
        }

        UpdateSink of(JobGuid guid) {
            return new UpdateSink() {
                @Override
                public void live() {}

                @Override
                public void update(Observation observation) {
                    updates++;
                    if (!observation.job().guid().equals(guid)) {
                        broken = new AssertionError("Told of another job");
                        throw broken;
                    }
                }

                @Override
                public void gap(Throwable cause) {
                    Secrets.assertNotIn(cause);
                }

                @Override
                public void broken(Throwable error) {
                    Secrets.assertNotIn(error);
                }
            };
        }
    }
}

package io.exportcomments.mock.internal.page;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.realtime.Hub;
import io.exportcomments.mock.realtime.RealtimeFaults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** The faults that can be clicked. */
final class FaultMenu {

    private static final String API = "/api/*";
    private static final String LIMIT = "{\"status_code\":429,\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"detail\":"
            + "\"Rate limit exceeded. Please wait before retrying.\",\"seconds_to_wait\":2}";

    private record Item(String name, String label, String said, Runnable action) {}

    private record Group(String label, List<Item> items) {}

    private final List<Group> groups;

    FaultMenu(Faults faults, Hub hub) {
        this.groups = List.of(sockets(hub), events(hub), requests(faults), end(faults, hub));
    }

    private static Group sockets(Hub hub) {
        return new Group(
                "The sockets",
                List.of(
                        new Item("cut", "Cut", "All sockets were cut, this page's too.", hub::cutAll),
                        new Item(
                                "half-open",
                                "Make half-open",
                                "All sockets are half-open now, this page's too: nothing comes, and nothing says so.",
                                hub::freezeAll),
                        new Item(
                                "shutdown",
                                "Shut down (3001)",
                                "The server shut down, and is back.",
                                hub.control()::shutdown),
                        new Item(
                                "final",
                                "Close for good (3503)",
                                "All sockets were closed for good.",
                                () -> hub.closeAll(3503, "force disconnect")),
                        new Item(
                                "expired-token",
                                "Expired token next",
                                "The next realtime token of a program has expired already.",
                                () -> hub.control().faults().expiredTokens(1))));
    }

    private static Group events(Hub hub) {
        RealtimeFaults faults = hub.control().faults();
        return new Group(
                "The events",
                List.of(
                        new Item("lose", "Lose the next", "The next event gets lost.", () -> faults.loseEvents(1)),
                        new Item(
                                "withhold",
                                "Never send the next",
                                "The next event is never sent, and leaves no gap.",
                                () -> faults.withholdEvents(1)),
                        new Item(
                                "double",
                                "Double the next 3",
                                "The next 3 events come twice.",
                                () -> faults.doubleEvents(3)),
                        new Item(
                                "shuffle",
                                "Shuffle the next 3",
                                "The next 3 events come together, in another order.",
                                () -> faults.shuffleEvents(3)),
                        new Item(
                                "forget",
                                "Forget the history",
                                "What was published can't be recovered any more.",
                                hub.control()::loseHistory)));
    }

    private static Group requests(Faults faults) {
        return new Group(
                "The requests of programs",
                List.of(
                        new Item(
                                "bad-gateway",
                                "502 for the next 3",
                                "The next 3 requests are answered by 502.",
                                () -> faults.onPath(API).next(3).inject(Fault.badGateway())),
                        new Item(
                                "rate-limit",
                                "429 for the next 3",
                                "The next 3 requests are answered by 429.",
                                () -> faults.onPath(API)
                                        .next(3)
                                        .inject(Fault.status(429).body(LIMIT))),
                        new Item(
                                "reset",
                                "Reset the next",
                                "The next request is carried out, and its connection reset.",
                                () -> faults.onPath(API).next(1).inject(Fault.resetAfterTaking())),
                        new Item(
                                "slow",
                                "3 s late, the next 3",
                                "The next 3 requests are answered 3 s late.",
                                () -> faults.onPath(API).next(3).inject(Fault.delay(Duration.ofSeconds(3)))),
                        new Item(
                                "garbage",
                                "Garbage for the next",
                                "The next request is answered by garbage.",
                                () -> faults.onPath(API).next(1).inject(Fault.garbage()))));
    }

    private static Group end(Faults faults, Hub hub) {
        return new Group(
                "No more of it",
                List.of(new Item("clear", "Take all faults back", "Nothing goes wrong any more.", () -> {
                    faults.clear();
                    hub.control().faults().clear();
                })));
    }

    /**
     * Lets it go wrong.
     *
     * @throws ApiError when there is no such fault
     */
    void inject(String name) {
        groups.stream()
                .flatMap(group -> group.items.stream())
                .filter(item -> item.name.equals(name))
                .findFirst()
                .orElseThrow(() -> ApiError.invalid("There is no such fault."))
                .action
                .run();
    }

    JsonArray toJson() {
        JsonArray array = new JsonArray();
        for (Group group : groups) {
            JsonArray items = new JsonArray();
            group.items.forEach(i -> items.add(
                    new JsonObject().put("name", i.name).put("label", i.label).put("said", i.said)));
            array.add(new JsonObject().put("label", group.label).put("faults", items));
        }
        return array;
    }
}

package io.exportcomments.campaign;

import io.exportcomments.campaign.FaultKind.Area;
import io.exportcomments.campaign.Schedule.PlannedFault;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.fault.Faults.Injected;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.realtime.RealtimeFaults;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.webhook.WebhookFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the planned trouble, and takes it back. */
final class Troublemaker {
    private static final List<MockOperation> CALLS =
            List.of(MockOperation.GET, MockOperation.LIST, MockOperation.CREATE, MockOperation.SOCKET_TOKEN);
    private static final int[] GATEWAYS = {500, 502, 503, 504};
    private static final int[] CLOSINGS = {3000, 3001, 3004, 3005, 3008, 3010, 3012};

    private final World world;
    private final boolean account;
    private final List<Order> orders = new ArrayList<>();
    private final Set<FaultKind> done = EnumSet.noneOf(FaultKind.class);

    private record Order(FaultKind kind, Injected rule) {}

    Troublemaker(World world, boolean account) {
        this.world = world;
        this.account = account;
    }

    /** The kinds that met something, as far as that can be told; the others, if they were made at all. */
    Set<FaultKind> met() {
        orders.stream().filter(order -> order.rule().hits() > 0).forEach(order -> done.add(order.kind()));
        return done;
    }

    void make(PlannedFault fault) {
        world.timeline().add("trouble", () -> fault.toString());
        if (fault.kind().area() != Area.REQUESTS) {
            done.add(fault.kind());
        }
        switch (fault.kind().area()) {
            case REQUESTS -> order(fault);
            case SOCKETS -> realtime(fault);
            case WEBHOOKS -> webhooks(fault);
            case SERVICE, PROGRAM -> whole(fault);
        }
    }

    private void order(PlannedFault fault) {
        Faults faults = world.service().faults();
        int which = fault.variant() % (CALLS.size() + 2);
        Faults.Rule rule = which < CALLS.size() ? faults.on(CALLS.get(which)) : faults.onAny();
        orders.add(new Order(fault.kind(), rule.next(fault.count()).inject(fault(fault))));
    }

    private static Fault fault(PlannedFault fault) {
        int variant = fault.variant();
        return switch (fault.kind()) {
            case SLOW -> Fault.delay(fault.length());
            case NEVER_ANSWERED -> Fault.neverAnswer();
            case RESET_BEFORE_TAKING -> Fault.resetBeforeTaking();
            case RESET_AFTER_TAKING -> Fault.resetAfterTaking();
            case CLOSED_BEFORE_TAKING -> Fault.closeBeforeTaking();
            case CLOSED_AFTER_TAKING -> Fault.closeAfterTaking();
            case CUT_BODY -> Fault.cutBody(variant);
            case GARBAGE -> Fault.garbage();
            case EMPTY_BODY -> Fault.emptyBody();
            case NO_CONTENT -> Fault.noContent();
            case SUCCESS_ONLY -> Fault.successOnly();
            case LOGIN_PAGE -> Fault.loginPage();
            case TOO_MANY_REQUESTS -> tooMany(variant);
            case SERVER_ERROR -> serverError(variant);
            case REFUSED_BETWEEN ->
                Fault.status(variant % 2 == 0 ? 403 : 404).html("<html><title>Access denied</title></html>");
            case INTERIM_ANSWERS ->
                Fault.interim(100, 102, 103).and(Fault.delay(fault.length().dividedBy(4)));
            case CLOSED_AFTER_ANSWER -> Fault.closeAfterAnswer();
            case FIRST_PAGE_ONLY -> Fault.ignorePage();
            case LAST_PAGE_AGAIN -> Fault.repeatLastPage();
            case SMALL_PAGES -> Fault.pageSizeAtMost(1 + variant % 4);
            case TINY_JOBS -> Fault.tiny();
            case PADDED -> Fault.padded(1 + variant * 50);
            case COMPRESSED -> Fault.gzip();
            case DRIPPING -> Fault.slowDrip(40, Duration.ofMillis(1 + variant * 10L));
            default -> throw new IllegalArgumentException("Not of requests: " + fault);
        };
    }

    private static Fault tooMany(int variant) {
        Fault bare = Fault.status(429);
        int seconds = 1 + variant % 20;
        return switch (variant % 3) {
            case 0 -> bare.body("{\"status_code\":429,\"seconds_to_wait\":" + seconds + "}");
            case 1 -> bare.header("Retry-After", Integer.toString(seconds));
            default -> bare.html("<html>Too many requests</html>");
        };
    }

    private static Fault serverError(int variant) {
        Fault error = Fault.status(GATEWAYS[variant % GATEWAYS.length]).html("<html>Bad gateway</html>");
        return variant % 3 == 0 ? error.afterTaking() : error;
    }

    private void whole(PlannedFault fault) {
        switch (fault.kind()) {
            case DOWN -> {
                world.service().faults().refuseConnections();
                world.later(fault.length(), world.service().faults()::acceptConnections);
            }
            case CONNECTIONS_DROPPED -> world.drop();
            case RESTART -> restart(fault);
            case RESTART_WITHOUT_STATE -> {
                world.service().realtime().loseHistory();
                restart(fault);
            }
            case CLOCK_JUMPS -> world.program().jump(fault.length().multipliedBy(fault.variant() - 50L));
            case ASLEEP -> world.sleep(fault.length());
            default -> throw new IllegalArgumentException("Not of the service as a whole: " + fault);
        }
    }

    private void restart(PlannedFault fault) {
        if (fault.variant() % 2 == 0) {
            world.service().realtime().shutdown();
        }
        world.service().faults().refuseConnections();
        world.drop();
        world.later(fault.length().dividedBy(4), world.service().faults()::acceptConnections);
    }

    private void realtime(PlannedFault fault) {
        Realtime realtime = world.service().realtime();
        RealtimeFaults faults = realtime.faults();
        int count = fault.count();
        int code = CLOSINGS[fault.variant() % CLOSINGS.length];
        switch (fault.kind()) {
            case EVENTS_LOST -> faults.loseEvents(count);
            case EVENTS_WITHHELD -> faults.withholdEvents(count);
            case EVENTS_DOUBLED -> faults.doubleEvents(count * 3);
            case EVENTS_SHUFFLED -> {
                faults.shuffleEvents(count + 1);
                world.later(fault.length(), () -> faults.shuffleEvents(0));
            }
            case EVENTS_JOINED -> {
                faults.joinEvents(count + 1);
                world.later(fault.length(), () -> faults.joinEvents(0));
            }
            case EVENTS_LATE -> faults.delayEvents(count, fault.length());
            case TOKENS_EXPIRED -> faults.expiredTokens(count);
            case TOKENS_INVALID -> faults.invalidTokens(count);
            case TOKENS_SHORT -> realtime.tokensValidFor(Duration.ofSeconds(10 + fault.variant()));
            case CLOSED_ON_OPEN -> faults.closeOnOpen(count, code, "as planned");
            case CLOSED_AFTER_CONNECT -> faults.closeAfterConnect(count, code, "as planned");
            case RECOVERY_REFUSED -> faults.refuseRecovery(count);
            case NO_SERVER_SUBSCRIPTIONS -> faults.withoutServerSubscriptions(account ? count : Integer.MAX_VALUE);
            case CONNECTS_REFUSED -> faults.refuseConnects(count, code, "as planned");
            case COMMANDS_FAIL -> faults.failCommands(count, fault.variant() % 2 == 0 ? 100 : 111, "internal error");
            case COMMANDS_IGNORED -> faults.ignoreCommands(count);
            case PINGS_SLOW -> faults.slowPings(Duration.ofSeconds(20 + fault.variant()));
            case SOCKETS_CUT -> realtime.connections().forEach(RealtimeConnection::cut);
            case SOCKETS_HALF_OPEN -> realtime.connections().forEach(RealtimeConnection::freeze);
            case SOCKETS_CLOSED -> realtime.connections().forEach(socket -> socket.close(code, "as planned"));
            case SOCKETS_REFUSED -> {
                realtime.connectionLimit(0);
                world.later(fault.length(), () -> realtime.connectionLimit(Integer.MAX_VALUE));
            }
            case UNSUBSCRIBED -> realtime.connections().forEach(socket -> unsubscribe(socket, fault));
            case NOT_RECOVERABLE -> {
                realtime.recoverable(false);
                world.later(fault.length(), () -> realtime.recoverable(true));
            }
            case SHORT_HISTORY -> realtime.historySize(fault.variant() % 3);
            case STRANGE_PUSHES -> strange(realtime, fault);
            default -> throw new IllegalArgumentException("Not of sockets: " + fault);
        }
    }

    private static void unsubscribe(RealtimeConnection socket, PlannedFault fault) {
        int code = fault.variant() % 2 == 0 ? 2500 : 2502;
        List.copyOf(socket.channels()).forEach(channel -> socket.unsubscribe(channel, code, "as planned"));
    }

    private void strange(Realtime realtime, PlannedFault fault) {
        String channel = realtime.accountChannel();
        switch (fault.variant() % 6) {
            case 0 -> realtime.publish(channel, "7");
            case 1 -> realtime.publish(channel, "{\"event\":\"job.exploded\",\"guid\":\"nobody's\"}");
            case 2 -> realtime.publishToAll("exports:unknown", "{}");
            case 3 -> realtime.publishBulkDownloadFailed();
            case 4 -> realtime.publish(channel, "{\"event\":\"job.finished\",\"guid\":null,\"status\":\"done\"}");
            default -> world.jobs().all().stream().limit(3).forEach(job -> publishOld(realtime, job));
        }
    }

    /** An event of the job's past, as a late server would send it: never its end. */
    private static void publishOld(Realtime realtime, MockJob job) {
        realtime.publishToAll(
                realtime.accountChannel(),
                "{\"version\":\"v3-beta\",\"event\":\"job.progress\",\"guid\":\"" + job.guid()
                        + "\",\"status\":\"progress\",\"details\":{\"guid\":\"" + job.guid()
                        + "\",\"status\":\"progress\",\"total_exported\":0}}");
    }

    private void webhooks(PlannedFault fault) {
        WebhookFaults faults = world.service().webhooks().faults();
        Postbox postbox = java.util.Objects.requireNonNull(world.postbox());
        int count = fault.count();
        switch (fault.kind()) {
            case DELIVERIES_LOST -> faults.loseDeliveries(count);
            case DELIVERIES_DOUBLED -> faults.doubleDeliveries(count * 3);
            case DELIVERIES_SHUFFLED -> {
                faults.shuffleDeliveries(count + 1);
                world.later(fault.length(), () -> faults.shuffleDeliveries(0));
            }
            case DELIVERIES_LATE -> faults.delayDeliveries(count, fault.length());
            case DELIVERIES_FORGED -> faults.signWrongly(count);
            case DELIVERIES_UNSIGNED -> faults.leaveUnsigned(count);
            case HANDLER_FAILS -> postbox.fail(count);
            case RECEIVER_RESTARTS -> restart(postbox, fault.length().dividedBy(4));
            default -> throw new IllegalArgumentException("Not of webhooks: " + fault);
        }
    }

    private void restart(Postbox postbox, Duration away) {
        if (postbox.isIdle()) {
            postbox.shut();
            world.later(away, postbox::reopen);
        } else {
            world.later(Duration.ofMillis(20), () -> restart(postbox, away));
        }
    }

    /** All is well from now on. */
    void calm() {
        met();
        world.service().faults().clear();
        world.service().faults().acceptConnections();
        Realtime realtime = world.service().realtime();
        realtime.faults().clear();
        realtime.faults().withoutServerSubscriptions(account ? 0 : Integer.MAX_VALUE);
        realtime.connectionLimit(Integer.MAX_VALUE);
        realtime.tokensValidFor(Duration.ofHours(24));
        realtime.recoverable(true);
        realtime.historySize(1_000);
        world.service().webhooks().faults().clear();
    }
}

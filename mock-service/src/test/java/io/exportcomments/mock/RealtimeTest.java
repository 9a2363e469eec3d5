package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of the realtime connection in JSON, and its faults. */
class RealtimeTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder().clock(clock).start();
    private final String account = mock.realtime().accountChannel();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    private static JsonObject publication(String line) {
        return new JsonObject(line).getJsonObject("push").getJsonObject("pub");
    }

    private static int errorCode(JsonObject reply) {
        return reply.getJsonObject("error").getInteger("code");
    }

    private void seconds(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private JsonObject recover(String epoch, long offset) {
        RealtimeClient client = RealtimeClient.json(mock);
        JsonObject subs = new JsonObject()
                .put(
                        account,
                        new JsonObject()
                                .put("recover", true)
                                .put("epoch", epoch)
                                .put("offset", offset));
        JsonObject connect =
                new JsonObject().put("token", mock.realtime().token()).put("subs", subs);
        return client.ask(new JsonObject().put("id", 1).put("connect", connect).encode())
                .getJsonObject("connect")
                .getJsonObject("subs")
                .getJsonObject(account);
    }

    private void publish(int from, int to) {
        for (int i = from; i <= to; i++) {
            mock.realtime().publish(account, "{\"n\":" + i + "}");
        }
    }

    private static List<Integer> numbers(RealtimeClient client, int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(publication(client.next()).getJsonObject("data").getInteger("n"));
        }
        return numbers;
    }

    @Test
    void connectingSubscribesToTheAccountsChannelAndSaysWhereItStands() {
        publish(1, 2);
        RealtimeClient client = RealtimeClient.json(mock);
        JsonObject token = Http.json(http.send(
                http.to("/api/public/auth/socket").POST(BodyPublishers.noBody()).build()));
        JsonObject reply = client.connect(token.getString("token")).getJsonObject("connect");

        assertThat(client.subprotocol()).isEmpty();
        assertThat(reply.getInteger("ping")).isEqualTo(25);
        assertThat(reply.getBoolean("pong")).isTrue();
        assertThat(reply.getBoolean("expires")).isTrue();
        assertThat(reply.getInteger("ttl")).isEqualTo(86_400);
        JsonObject sub = reply.getJsonObject("subs").getJsonObject(account);
        assertThat(sub.getBoolean("recoverable")).isTrue();
        assertThat(sub.getBoolean("positioned")).isTrue();
        assertThat(sub.getInteger("offset")).isEqualTo(2);
        assertThat(sub.getString("epoch")).isNotEmpty();
    }

    @Test
    void anythingButConnectFirstAndASecondConnectCloseWith3501() {
        RealtimeClient first = RealtimeClient.json(mock);
        first.send("{\"id\":1,\"unsubscribe\":{\"channel\":\"x\"}}");
        assertThat(first.next()).isEqualTo("closed 3501 bad request");
        RealtimeClient second = RealtimeClient.connected(mock);
        second.send("{\"id\":2,\"connect\":{}}");
        assertThat(second.next()).isEqualTo("closed 3501 bad request");
        RealtimeClient garbage = RealtimeClient.json(mock);
        garbage.send("hello");
        assertThat(garbage.next()).isEqualTo("closed 3501 bad request");
    }

    @Test
    void aSocketThatNeverConnectsIsClosedWith3502() {
        RealtimeClient client = RealtimeClient.json(mock);
        mock.realtime().await(sockets -> !sockets.isEmpty(), BOUND);
        seconds(9);
        assertThat(mock.realtime().connections()).hasSize(1);
        seconds(1);
        assertThat(client.next()).isEqualTo("closed 3502 stale");
    }

    @Test
    void anExpiredTokenIsError109AndAnInvalidOneCloses() {
        mock.realtime().faults().expiredTokens(1);
        RealtimeClient client = RealtimeClient.json(mock);
        assertThat(errorCode(client.connect(mock.realtime().token()))).isEqualTo(109);
        assertThat(client.connect(mock.realtime().token()).containsKey("connect"))
                .isTrue();

        mock.realtime().faults().invalidTokens(1);
        RealtimeClient other = RealtimeClient.json(mock);
        other.send("{\"id\":1,\"connect\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        assertThat(other.next()).isEqualTo("closed 3500 invalid token");
    }

    @Test
    void refreshingProlongsAndNotRefreshingClosesWith3005() {
        mock.realtime().tokensValidFor(Duration.ofSeconds(20));
        mock.realtime().pingInterval(Duration.ofHours(1));
        RealtimeClient client = RealtimeClient.connected(mock);
        seconds(44);
        String token = mock.realtime().token();
        JsonObject reply = client.ask("{\"id\":2,\"refresh\":{\"token\":\"" + token + "\"}}");
        assertThat(reply.getJsonObject("refresh").getInteger("ttl")).isEqualTo(20);
        seconds(44);
        assertThat(mock.realtime().connections()).hasSize(1);
        seconds(1);
        assertThat(client.next()).isEqualTo("closed 3005 connection expired");
    }

    @Test
    void aPingComesInTimeAndNoPongClosesWith3012() {
        RealtimeClient client = RealtimeClient.connected(mock);
        seconds(25);
        assertThat(client.next()).isEqualTo("{}");
        assertThat(client.ask("{}\n{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}")
                        .encode())
                .isEqualTo("{\"id\":2,\"unsubscribe\":{}}");
        seconds(25);
        assertThat(client.next()).isEqualTo("{}");
        seconds(7);
        assertThat(mock.realtime().connections()).hasSize(1);
        seconds(1);
        assertThat(client.next()).isEqualTo("closed 3012 no pong");
    }

    @Test
    void slowPingsComeLaterThanTheReplySays() {
        mock.realtime().faults().slowPings(Duration.ofSeconds(60));
        RealtimeClient client = RealtimeClient.json(mock);
        JsonObject reply = client.connect(mock.realtime().token()).getJsonObject("connect");
        assertThat(reply.getInteger("ping")).isEqualTo(25);
        seconds(59);
        assertThat(client.ask("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}").getInteger("id"))
                .isEqualTo(2);
        seconds(1);
        assertThat(client.next()).isEqualTo("{}");
    }

    @Test
    void severalCommandsInAFrameAreAnsweredInOrder() {
        RealtimeClient client = RealtimeClient.connected(mock);
        client.send("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}\n{\"id\":3,\"unsubscribe\":{\"channel\":\"x\"}}\n");
        assertThat(client.next()).isEqualTo("{\"id\":2,\"unsubscribe\":{}}");
        assertThat(client.next()).isEqualTo("{\"id\":3,\"unsubscribe\":{}}");
    }

    @Test
    void subscribingIsForOwnJobsAloneAndOnce() {
        String guid = http.created(VIDEO);
        RealtimeClient client = RealtimeClient.connected(mock);
        String job = "export." + guid + ".job";
        assertThat(client.ask(subscribe(2, job)).encode()).isEqualTo("{\"id\":2,\"subscribe\":{}}");
        assertThat(errorCode(client.ask(subscribe(3, job)))).isEqualTo(105);
        assertThat(errorCode(client.ask(subscribe(4, account)))).isEqualTo(105);
        assertThat(errorCode(client.ask(subscribe(5, "export." + UUID.randomUUID() + ".job"))))
                .isEqualTo(103);
        assertThat(errorCode(client.ask(subscribe(6, "exports:" + UUID.randomUUID()))))
                .isEqualTo(103);
        assertThat(errorCode(client.ask(subscribe(7, "nonsense")))).isEqualTo(102);
        assertThat(errorCode(client.ask(subscribe(8, "x".repeat(256))))).isEqualTo(107);
        assertThat(errorCode(client.ask("{\"id\":9,\"history\":{}}"))).isEqualTo(103);
        assertThat(errorCode(client.ask("{\"id\":10,\"rpc\":{}}"))).isEqualTo(108);
        client.send("{\"id\":11,\"unsubscribe\":{\"channel\":\"" + job + "\"}}");
        assertThat(client.next()).isEqualTo("{\"id\":11,\"unsubscribe\":{}}");
        mock.realtime().publish(job, "{}");
        assertThat(client.ask("{\"id\":12,\"unsubscribe\":{\"channel\":\"x\"}}").getInteger("id"))
                .isEqualTo(12);
    }

    private static String subscribe(int id, String channel) {
        return "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + channel + "\"}}";
    }

    @Test
    void aConnectionHasAtMost128Channels() {
        RealtimeClient client = RealtimeClient.connected(mock);
        for (int i = 0; i < 123; i++) {
            String channel = "export." + http.created(VIDEO) + ".job";
            client.send(subscribe(i + 2, channel));
        }
        String reply = client.ask(subscribe(500, "export." + http.created(VIDEO) + ".job"))
                .encode();
        while (!reply.contains("\"id\":500")) {
            reply = client.next();
        }
        assertThat(errorCode(new JsonObject(reply))).isEqualTo(106);
    }

    @Test
    void whatWasMissedIsRecoveredInOrderOrSaidToBeLost() {
        publish(1, 5);
        JsonObject whole = recover("e1", 2);
        assertThat(whole.getBoolean("recovered")).isTrue();
        assertThat(whole.getInteger("offset")).isEqualTo(2);
        assertThat(whole.getJsonArray("publications").stream().map(p -> ((JsonObject) p).getInteger("offset")))
                .containsExactly(3, 4, 5);
        assertThat(recover("e9", 2).getBoolean("recovered", false)).isFalse();
        assertThat(recover("e1", 9).getBoolean("recovered", false)).isFalse();
        mock.realtime().historySize(2);
        publish(6, 6);
        assertThat(recover("e1", 4).getBoolean("recovered")).isTrue();
        assertThat(recover("e1", 3).getBoolean("recovered", false)).isFalse();
        assertThat(recover("e1", 3).getInteger("offset")).isEqualTo(6);
        mock.realtime().faults().refuseRecovery(1);
        assertThat(recover("e1", 5).getBoolean("recovered", false)).isFalse();
        assertThat(recover("e1", 5).getBoolean("recovered")).isTrue();
        mock.realtime().loseHistory();
        assertThat(recover("e1", 5).getString("epoch")).isEqualTo("e2");
    }

    @Test
    void aJobsEventsComeInBothChannelsAsDocumented() {
        mock.script(
                VIDEO,
                io.exportcomments.mock.job.JobScript.queued(Duration.ofSeconds(1))
                        .progress(Duration.ofSeconds(1), 10, 40)
                        .progress(Duration.ofSeconds(1), 20, 40)
                        .done(Duration.ofSeconds(1))
                        .rows(40));
        RealtimeClient client = RealtimeClient.connected(mock);
        String guid = http.created(VIDEO);
        JsonObject created = publication(client.next());
        assertThat(created.getInteger("offset")).isEqualTo(1);
        assertThat(created.getJsonObject("data").getString("event")).isEqualTo("job.created");
        assertThat(created.getJsonObject("data").getString("status")).isEqualTo("queueing");
        assertThat(created.getJsonObject("data").getValue("url")).isNull();
        client.ask(subscribe(2, "export." + guid + ".job"));
        seconds(10);

        JsonObject progress = publication(client.next()).getJsonObject("data");
        assertThat(progress.getString("event")).isEqualTo("job.progress");
        assertThat(progress.getInteger("current")).isEqualTo(10);
        assertThat(progress.getInteger("total")).isEqualTo(40);
        assertThat(progress.getJsonObject("details").getString("url")).isEqualTo(VIDEO);
        String own = client.next();
        assertThat(own).contains("export." + guid + ".job");
        assertThat(publication(own).containsKey("offset")).isFalse();
        assertThat(publication(own).getJsonObject("data")).isEqualTo(progress);
        JsonObject finished = publication(client.next()).getJsonObject("data");
        assertThat(finished.getString("event")).isEqualTo("job.finished");
        assertThat(http.get(finished.getString("url")).statusCode()).isEqualTo(200);
        assertThat(finished.getJsonObject("details").getString("json_url"))
                .isEqualTo(Http.json(http.get("/api/v3/job/" + guid)).getString("json_url"));
    }

    @Test
    void failingRetryingAndStoppingTellWhatTheServiceTells() {
        mock.script(VIDEO, io.exportcomments.mock.job.JobScript.failing("gone"));
        RealtimeClient client = RealtimeClient.connected(mock);
        String guid = http.created(VIDEO);
        seconds(5);
        http.patch(guid, "retry");
        http.patch(guid, "stop");
        mock.realtime().publishConvertDone(UUID.fromString(guid));
        List<JsonObject> events = new ArrayList<>();
        do {
            events.add(publication(client.next()).getJsonObject("data"));
        } while (!events.get(events.size() - 1).getString("event").equals("job.convert.done"));
        assertThat(events.stream().map(e -> e.getString("event")).filter(e -> !e.equals("job.progress")))
                .containsExactly("job.created", "job.failed", "job.requeued", "job.convert.done");
        assertThat(events.stream()
                        .filter(e -> e.getString("event").equals("job.failed"))
                        .findFirst())
                .hasValueSatisfying(e -> assertThat(e.getJsonObject("details").getString("error"))
                        .isEqualTo("gone"));
    }

    @Test
    void eventsAreLostDoubledShuffledAndDelayedOnDemand() {
        RealtimeClient client = RealtimeClient.connected(mock);
        mock.realtime().faults().loseEvents(1);
        publish(1, 2);
        assertThat(publication(client.next()).getInteger("offset")).isEqualTo(2);
        mock.realtime().faults().withholdEvents(1);
        publish(3, 4);
        assertThat(publication(client.next()).encode()).contains("\"n\":4").contains("\"offset\":3");
        mock.realtime().faults().doubleEvents(1);
        publish(5, 6);
        assertThat(numbers(client, 3)).containsExactly(5, 5, 6);
        mock.realtime().faults().shuffleEvents(3);
        publish(7, 10);
        List<Integer> shuffled = numbers(client, 4);
        assertThat(shuffled).containsExactlyInAnyOrder(7, 8, 9, 10).endsWith(10).isNotEqualTo(List.of(7, 8, 9, 10));
        mock.realtime().faults().delayEvents(1, Duration.ofSeconds(3));
        publish(11, 12);
        assertThat(numbers(client, 1)).containsExactly(12);
        seconds(3);
        assertThat(numbers(client, 1)).containsExactly(11);
    }

    @Test
    void unknownEventsAndChannelsAndBulkDownloadsComeOnDemand() {
        RealtimeClient client = RealtimeClient.connected(mock);
        mock.realtime().publish(account, "{\"event\":\"brand.new\"}");
        assertThat(client.next()).contains("brand.new");
        mock.realtime().publishToAll("nobody:knows", "[1]");
        assertThat(client.next()).isEqualTo("{\"push\":{\"channel\":\"nobody:knows\",\"pub\":{\"data\":[1]}}}");
        mock.realtime().publishBulkDownloadReady("http://x/y.zip");
        assertThat(client.next()).contains("bulk_download.ready").contains("y.zip");
    }

    @Test
    void connectsAreRefusedFailedAndLeftWithoutSubscriptionsOnDemand() {
        mock.realtime().faults().failCommands(1, 100, "internal server error");
        RealtimeClient client = RealtimeClient.json(mock);
        JsonObject reply = client.connect(mock.realtime().token());
        assertThat(reply.getJsonObject("error").getBoolean("temporary")).isTrue();
        mock.realtime().faults().withoutServerSubscriptions(1);
        assertThat(client.connect(mock.realtime().token())
                        .getJsonObject("connect")
                        .containsKey("subs"))
                .isFalse();
        mock.realtime().faults().refuseConnects(1, 4500, "go away");
        RealtimeClient refused = RealtimeClient.json(mock);
        refused.send("{\"id\":1,\"connect\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        assertThat(refused.next()).isEqualTo("closed 4500 go away");
    }

    @Test
    void socketsAreClosedCutAndFrozenOnDemand() {
        RealtimeClient shut = RealtimeClient.connected(mock);
        mock.realtime().shutdown();
        assertThat(shut.next()).isEqualTo("closed 3001 shutdown");
        RealtimeClient cut = RealtimeClient.connected(mock);
        mock.realtime().connections().forEach(RealtimeConnection::cut);
        assertThat(cut.next()).isEqualTo("failed");
        RealtimeClient frozen = RealtimeClient.connected(mock);
        mock.realtime().connections().forEach(RealtimeConnection::freeze);
        frozen.send("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}");
        seconds(100);
        publish(1, 1);
        assertThat(frozen.silentFor(Duration.ofMillis(200))).isTrue();
        assertThat(mock.realtime().connections()).singleElement().matches(RealtimeConnection::frozen);
        mock.realtime().connections().forEach(RealtimeConnection::cut);
        assertThat(frozen.next()).isEqualTo("failed");
    }

    @Test
    void theJournalKnowsTheConnectionAndWhatItSubscribedTo() {
        RealtimeClient client = RealtimeClient.connected(mock);
        String job = "export." + http.created(VIDEO) + ".job";
        client.next();
        client.ask(subscribe(2, job));
        assertThat(mock.journal().entries(MockOperation.CONNECT))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.status()).isEqualTo(101);
                    assertThat(entry.channels()).contains(account).endsWith(job);
                });
        client.close();
        assertThat(mock.realtime().await(List::isEmpty, BOUND)).isEmpty();
    }

    @Test
    void aHandshakeCanBeRefusedByTheFaultsOfRequests() {
        mock.faults().on(MockOperation.CONNECT).next(1).inject(Fault.status(503));
        Assertions.assertThatThrownBy(() -> RealtimeClient.json(mock))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(http.get("/connection/websocket").statusCode()).isEqualTo(400);
        assertThat(RealtimeClient.connected(mock).subprotocol()).isEmpty();
    }

    @Test
    void severalEventsShareAFrameOnDemand() {
        RealtimeClient client = RealtimeClient.connected(mock);
        mock.realtime().faults().joinEvents(3);
        publish(1, 2);
        assertThat(client.ask("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}").getInteger("id"))
                .isEqualTo(2);
        publish(3, 4);
        assertThat(client.nextTextFrame()).contains("connect");
        assertThat(client.nextTextFrame()).isEqualTo("{\"id\":2,\"unsubscribe\":{}}");
        assertThat(client.nextTextFrame().lines()).hasSize(3);
        assertThat(numbers(client, 4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void theServerSubscribesAndUnsubscribesOnDemand() {
        publish(1, 2);
        mock.realtime().faults().withoutServerSubscriptions(1);
        RealtimeClient client = RealtimeClient.connected(mock);
        RealtimeConnection socket = mock.realtime().connections().get(0);
        socket.subscribe(account);
        JsonObject push = new JsonObject(client.next()).getJsonObject("push");
        assertThat(push.getString("channel")).isEqualTo(account);
        assertThat(push.getJsonObject("subscribe").getInteger("offset")).isEqualTo(2);
        assertThat(push.getJsonObject("subscribe").getString("epoch")).isEqualTo("e1");
        socket.subscribe(account);
        publish(3, 3);
        assertThat(numbers(client, 1)).containsExactly(3);
        socket.unsubscribe(account, 2500, "server unsubscribe");
        socket.unsubscribe(account, 2500, "server unsubscribe");
        publish(4, 4);
        assertThat(client.next())
                .isEqualTo("{\"push\":{\"channel\":\"" + account
                        + "\",\"unsubscribe\":{\"code\":2500,\"reason\":\"server unsubscribe\"}}}");
        assertThat(client.ask("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}").getInteger("id"))
                .isEqualTo(2);
        assertThat(socket.channels()).isEmpty();
    }

    @Test
    void pushesOfAnyKindComeOnDemand() {
        RealtimeClient client = RealtimeClient.connected(mock);
        for (String push : List.of(
                "{\"message\":{\"data\":1}}",
                "{\"disconnect\":{\"code\":3503,\"reason\":\"force disconnect\"}}",
                "{\"refresh\":{\"expires\":true,\"ttl\":60}}",
                "{\"nonsense\":[]}")) {
            mock.realtime().connections().get(0).push(push);
            assertThat(client.next()).isEqualTo("{\"push\":" + push + "}");
        }
    }

    @Test
    void commandsAreSwallowedOnDemand() {
        mock.realtime().faults().ignoreCommands(2);
        RealtimeClient client = RealtimeClient.json(mock);
        client.send("{\"id\":1,\"connect\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        client.send("{\"id\":2,\"connect\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        client.send("{\"id\":3,\"connect\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        assertThat(new JsonObject(client.next()).getInteger("id")).isEqualTo(3);
    }

    @Test
    void temporaryErrorsSaySoAndOthersDoNot() {
        RealtimeClient client = RealtimeClient.connected(mock);
        mock.realtime().faults().failCommands(1, 111, "too many requests");
        assertThat(client.ask("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}").encode())
                .isEqualTo("{\"id\":2,\"error\":{\"code\":111,\"message\":\"too many requests\",\"temporary\":true}}");
        mock.realtime().faults().failCommands(1, 112, "unrecoverable position");
        assertThat(client.ask("{\"id\":3,\"unsubscribe\":{\"channel\":\"x\"}}").encode())
                .isEqualTo("{\"id\":3,\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
    }

    @Test
    void aRefreshIsHeldToTheRulesOfTokensToo() {
        RealtimeClient client = RealtimeClient.connected(mock);
        mock.realtime().faults().expiredTokens(1);
        String expired = mock.realtime().token();
        client.send("{\"id\":2,\"refresh\":{\"token\":\"" + expired + "\"}}");
        assertThat(client.next()).isEqualTo("closed 3005 connection expired");

        client = RealtimeClient.connected(mock);
        mock.realtime().faults().invalidTokens(1);
        client.send("{\"id\":3,\"refresh\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        assertThat(client.next()).isEqualTo("closed 3500 invalid token");
    }

    @Test
    void theSocketTokenIsAnHs256JwtOfTheAccountForADay() {
        HttpRequest.Builder request = http.to("/api/public/auth/socket").POST(BodyPublishers.noBody());
        String[] parts =
                Http.json(http.send(request.build())).getString("token").split("\\.", -1);
        JsonObject header = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8));
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));

        assertThat(header.getString("alg")).isEqualTo("HS256");
        assertThat(claims.getString("sub")).isEqualTo(mock.account().id().toString());
        assertThat(claims.getLong("exp") - clock.now().getEpochSecond()).isEqualTo(86_400);
        assertThat(claims.getJsonArray("channels")).contains(account).hasSize(5);
        assertThat(Base64.getUrlDecoder().decode(parts[2])).hasSize(32);
    }

    @Test
    void theSocketTokenTakesAGoodTokenAndPostAlone() {
        String path = "/api/public/auth/socket";
        assertThat(http.get(path).statusCode()).isEqualTo(405);
        HttpRequest stranger = http.to(path)
                .setHeader("X-AUTH-TOKEN", "wrong")
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(Http.code(http.send(stranger))).isEqualTo("401 AUTH_HEADER_TOKEN");
        mock.account().planExpired(true);
        HttpRequest request = http.to(path).POST(BodyPublishers.noBody()).build();
        assertThat(Http.code(http.send(request))).isEqualTo("403 PLAN_EXPIRED");
        mock.account().planExpired(false);
        mock.account().plan(ServicePlan.unlimited().withRequestsPerMinute(1));
        assertThat(http.send(request).statusCode()).isEqualTo(200);
        assertThat(http.send(request).statusCode()).isEqualTo(429);
    }

    @Test
    void underAClockThatRunsByItselfPingsComeByThemselvesAndClosingTakesAFrozenSocketAlong() {
        RealtimeClient client;
        try (MockService running =
                MockService.builder().clock(MockClock.faster(100)).start()) {
            client = RealtimeClient.connected(running);
            assertThat(client.next()).isEqualTo("{}");
            client.send("{}");
            assertThat(client.next()).isEqualTo("{}");
            running.realtime().connections().forEach(RealtimeConnection::freeze);
        }
        assertThat(client.next()).isNotEqualTo("{}");
    }
}

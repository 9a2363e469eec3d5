package io.exportcomments.mock.centrifugo;

import io.exportcomments.mock.MockService;
import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.ConnectingEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenGetter;
import io.github.centrifugal.centrifuge.DisconnectedEvent;
import io.github.centrifugal.centrifuge.DuplicateSubscriptionException;
import io.github.centrifugal.centrifuge.ErrorEvent;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.MessageEvent;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.ServerPublicationEvent;
import io.github.centrifugal.centrifuge.ServerSubscribedEvent;
import io.github.centrifugal.centrifuge.ServerUnsubscribedEvent;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.github.centrifugal.centrifuge.SubscriptionEventListener;
import io.github.centrifugal.centrifuge.TokenCallback;
import io.github.centrifugal.centrifuge.UnsubscribedEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Centrifugo's client for Java, which speaks protobuf. */
final class CentrifugeJava extends OfficialClient {

    private final Client client;

    CentrifugeJava(MockService mock) {
        Options options = new Options();
        options.setName("centrifuge-java");
        options.setTimeout(1500);
        options.setMinReconnectDelay(50);
        options.setMaxReconnectDelay(200);
        options.setMaxServerPingDelay(2000);
        options.setTokenGetter(new Tokens(mock));
        this.client = new Client(mock.realtime().url().toString(), options, new Listener());
    }

    @Override
    void connect() {
        client.connect();
    }

    @Override
    void disconnect() {
        client.disconnect();
    }

    @Override
    void subscribe(String channel) {
        try {
            client.newSubscription(channel, new OwnListener()).subscribe();
        } catch (DuplicateSubscriptionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close(2000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    private final class Tokens extends ConnectionTokenGetter {

        private final MockService mock;

        Tokens(MockService mock) {
            this.mock = mock;
        }

        @Override
        public void getConnectionToken(ConnectionTokenEvent event, TokenCallback callback) {
            HttpRequest request = HttpRequest.newBuilder(mock.baseUrl().resolve("/api/public/auth/socket"))
                    .header("X-AUTH-TOKEN", mock.token())
                    .POST(BodyPublishers.noBody())
                    .build();
            try {
                String answer = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body();
                heard("token");
                callback.Done(null, new JsonObject(answer).getString("token"));
            } catch (IOException | InterruptedException e) {
                callback.Done(e, null);
            }
        }
    }

    private final class Listener extends EventListener {

        @Override
        public void onConnecting(Client from, ConnectingEvent event) {
            heard("connecting " + event.getCode() + " " + event.getReason());
        }

        @Override
        public void onConnected(Client from, ConnectedEvent event) {
            heard("connected");
        }

        @Override
        public void onDisconnected(Client from, DisconnectedEvent event) {
            heard("disconnected " + event.getCode() + " " + event.getReason());
        }

        @Override
        public void onError(Client from, ErrorEvent event) {
            heard("error " + event.getError());
        }

        @Override
        public void onMessage(Client from, MessageEvent event) {
            heard("message " + text(event.getData()));
        }

        @Override
        public void onSubscribed(Client from, ServerSubscribedEvent event) {
            String recovery = !event.wasRecovering() ? "" : event.getRecovered() ? " recovered" : " not recovered";
            heard("subscribed " + event.getChannel() + recovery);
        }

        @Override
        public void onUnsubscribed(Client from, ServerUnsubscribedEvent event) {
            heard("unsubscribed " + event.getChannel());
        }

        @Override
        public void onPublication(Client from, ServerPublicationEvent event) {
            heard("publication " + event.getChannel() + " " + event.getOffset() + " " + text(event.getData()));
        }
    }

    private final class OwnListener extends SubscriptionEventListener {

        @Override
        public void onSubscribed(Subscription from, SubscribedEvent event) {
            heard("subscribed " + from.getChannel());
        }

        @Override
        public void onUnsubscribed(Subscription from, UnsubscribedEvent event) {
            heard("unsubscribed " + from.getChannel() + " " + event.getCode());
        }

        @Override
        public void onPublication(Subscription from, PublicationEvent event) {
            heard("publication " + from.getChannel() + " " + event.getOffset() + " " + text(event.getData()));
        }
    }
}

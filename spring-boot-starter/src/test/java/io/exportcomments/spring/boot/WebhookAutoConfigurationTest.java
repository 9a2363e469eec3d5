package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.spring.boot.autoconfigure.ActuatorAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.WebhookAutoConfiguration;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** What a program gets that receives webhooks, and what it may replace. */
class WebhookAutoConfigurationTest {
    private static final String SECRET = "whsec_never_to_be_shown";
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            WebhookAutoConfiguration.class, ExportCommentsAutoConfiguration.class, ActuatorAutoConfiguration.class);
    private static final String TOKEN = "exportcomments.api-token=" + "t".repeat(40);

    private final FilteredClassLoader retrofit = new FilteredClassLoader(VertxTransport.class);
    private final WebApplicationContextRunner without = new WebApplicationContextRunner()
            .withConfiguration(OURS)
            .withClassLoader(retrofit)
            .withPropertyValues(TOKEN);
    private final WebApplicationContextRunner with =
            without.withPropertyValues("exportcomments.webhook.secrets=" + SECRET + ",whsec_second");

    @ParameterizedTest
    @ValueSource(strings = {"exportcomments.plan=premium", "exportcomments.webhook.secrets="})
    void withoutASecretNothingIsReceived(String property) {
        without.withPropertyValues(property).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context).doesNotHaveBean(WebhookReceiver.class);
            assertThat(context).doesNotHaveBean(RouterFunction.class);
            assertThat(context).doesNotHaveBean(WebhookUpdates.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"exportcomments.webhook.secrets=one", "exportcomments.webhook.secrets[0]=one"})
    void aSecretInEitherFormIsEnough(String property) {
        without.withPropertyValues(property).run(context -> {
            assertThat(context).hasSingleBean(WebhookReceiver.class);
            assertThat(context).hasSingleBean(RouterFunction.class);
            assertThat(context.getBeanProvider(UpdateSourceProvider.class).orderedStream())
                    .hasExactlyElementsOfTypes(WebSocketUpdates.class, WebhookUpdates.class, PollingUpdates.class);
        });
    }

    @Test
    void eachKindOfProgramHasItsOwnRoute() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withClassLoader(retrofit)
                .withPropertyValues(TOKEN, "exportcomments.webhook.secrets=" + SECRET)
                .run(context -> {
                    assertThat(context).hasSingleBean(WebhookReceiver.class);
                    assertThat(context).doesNotHaveBean("exportCommentsWebhookRoute");
                });
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(OURS)
                .withClassLoader(retrofit)
                .withPropertyValues(TOKEN, "exportcomments.webhook.secrets=" + SECRET)
                .run(context -> assertThat(context)
                        .hasSingleBean(org.springframework.web.reactive.function.server.RouterFunction.class));
    }

    @Test
    void withoutTheModuleOrAWebFrameworkThereIsNothingOfIt() {
        with.withClassLoader(new FilteredClassLoader(VertxTransport.class, WebhookReceiver.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebhookProperties.class));
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withClassLoader(
                        new FilteredClassLoader("io.exportcomments.transport.vertx", "org.springframework.web"))
                .withPropertyValues(TOKEN, "exportcomments.webhook.secrets=" + SECRET)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WebhookReceiver.class));
    }

    @Test
    void theProgramsOwnBeansGoFirst() {
        RouterFunction<ServerResponse> route = RouterFunctions.route()
                .GET("/own", request -> ServerResponse.ok().build())
                .build();
        WebhookReceiver receiver =
                WebhookReceiver.builder().secret(WebhookSecret.of("own")).build();
        with.withBean(WebhookReceiver.class, () -> receiver)
                .withBean("exportCommentsWebhookRoute", RouterFunction.class, () -> route)
                .run(context -> {
                    assertThat(context.getBean(WebhookReceiver.class)).isSameAs(receiver);
                    assertThat(context.getBean(RouterFunction.class)).isSameAs(route);
                });
    }

    @Test
    void theStoreAndTheCustomizersAreTheProgramsOwn() {
        AtomicInteger called = new AtomicInteger();
        DeliveryStore store = InMemoryDeliveryStore.create();
        with.withBean(DeliveryStore.class, () -> store)
                .withBean(ReceiverCustomizer.class, () -> new ReceiverCustomizer(called))
                .run(context -> {
                    assertThat(context).hasSingleBean(WebhookReceiver.class);
                    assertThat(called).hasValue(1);
                });
    }

    /** Memory in their place would lose deliveries without a word. */
    @Test
    void ofTwoStoresNoneIsTakenInSilence() {
        with.withBean("one", DeliveryStore.class, InMemoryDeliveryStore::create)
                .withBean("other", DeliveryStore.class, InMemoryDeliveryStore::create)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
    }

    @Test
    void aLazyProgramHandlesWhatTheStoreHasFromBefore() {
        DeliveryStore store = InMemoryDeliveryStore.create();
        byte[] body = "{\"event\":\"export.finished\",\"message_id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        store.admit("id:1", body, Instant.EPOCH, Instant.EPOCH);
        CountDownLatch handled = new CountDownLatch(1);
        with.withBean(DeliveryStore.class, () -> store)
                .withBean(WebhookHandler.class, () -> event -> handled.countDown())
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(handled.await(20, TimeUnit.SECONDS)).isTrue());
    }

    record ReceiverCustomizer(AtomicInteger called) implements ExportCommentsCustomizer<WebhookReceiver.Builder> {
        @Override
        public void customize(WebhookReceiver.Builder builder) {
            called.incrementAndGet();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exportcomments.webhook.max-body=0B",
                "exportcomments.webhook.max-body=2MB",
                "exportcomments.webhook.path=hook",
                "exportcomments.webhook.path=/any hook"
            })
    void propertiesOutOfRangeFailTheStartAndSayWhich(String property) {
        String name = property.substring(property.indexOf('.', 15) + 1, property.indexOf('='));
        with.withPropertyValues(property)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("exportcomments.webhook." + name));
    }

    @Test
    void theSecretsAreInNoText() {
        with.run(context -> {
            assertThat(context.getBean(WebhookProperties.class))
                    .asString()
                    .doesNotContain(SECRET)
                    .contains("secrets=2");
        });
    }
}

package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.internal.InvalidNetworkFailureAnalyzer;
import io.exportcomments.spring.boot.internal.SecretsSanitizer;
import io.exportcomments.testkit.transport.CountingProxy;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.testkit.transport.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A program whose properties name a proxy and an SSL bundle. */
class NetworkPropertiesTest {
    private static final String PASSWORD = "S3cret:Pass";

    private final ScriptedServer server = ScriptedServer.startSecure(TlsIdentity.ofPrivateCa());
    private final CountingProxy proxy =
            CountingProxy.start(ProxyLogin.of("user", PASSWORD)).host("service.invalid", server.url());

    @TempDir
    Path folder;

    private ApplicationContextRunner program = new ApplicationContextRunner();

    @BeforeEach
    void configure() throws IOException {
        server.reply(Reply.json(200, "{}"));
        Path ca = Files.writeString(folder.resolve("ca.pem"), TlsIdentity.privateCa());
        program = program.withConfiguration(
                        AutoConfigurations.of(SslAutoConfiguration.class, ExportCommentsAutoConfiguration.class))
                .withPropertyValues(
                        "exportcomments.api-token=token",
                        "exportcomments.base-url=https://service.invalid",
                        "exportcomments.policies.enabled=false",
                        "exportcomments.ssl.bundle=company",
                        "spring.ssl.bundle.pem.company.truststore.certificate=file:" + ca);
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"retrofit, http, HTTP", "vertx, http, HTTP", "retrofit, socks5, SOCKS5", "vertx, socks5h, SOCKS5"})
    void theClientGoesByTheProxyAndTrustsTheBundle(String transport, String scheme, Protocol protocol) {
        program.withPropertyValues(
                        "exportcomments.transport=" + transport,
                        "exportcomments.proxy.url=" + scheme + "://127.0.0.1:"
                                + proxy.address(protocol).port(),
                        "exportcomments.proxy.username=user",
                        "exportcomments.proxy.password=" + PASSWORD)
                .run(context -> context.getBean(ExportComments.class).ping());
        assertThat(proxy.passed())
                .containsExactly((protocol == Protocol.HTTP ? "CONNECT" : "SOCKS") + " service.invalid:443");
        assertThat(server.request().headers()).doesNotContainKey("proxy-authorization");
    }

    @Test
    void aDirectHostIsReachedWithoutIt() {
        program.withPropertyValues(
                        "exportcomments.transport=retrofit",
                        "exportcomments.base-url=" + server.url(),
                        "exportcomments.proxy.url=http://127.0.0.1:1",
                        "exportcomments.proxy.direct-hosts=example.org,127.0.0.0/8")
                .run(context -> context.getBean(ExportComments.class).ping());
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://proxy.invalid:8080"})
    void whatIsBlankIsNotSet(String url) {
        program.withPropertyValues(
                        "exportcomments.transport=retrofit",
                        "exportcomments.proxy.url=" + url,
                        "exportcomments.proxy.username=",
                        "exportcomments.proxy.password=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aBeanOfTheProgramsTakesItsPlace() {
        NetworkSettings own = NetworkSettings.builder().ignoreJvmProxy().build();
        program.withPropertyValues("exportcomments.transport=retrofit", "exportcomments.proxy.url=nonsense://")
                .withBean(NetworkSettings.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(NetworkSettings.class)).isSameAs(own));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy.url=https://user:S3cret@proxy|exportcomments.proxy.url can't be used. A proxy can be reached by",
                "proxy.url=http://user:S3cret@proxy:0|The proxy's port must be from 1 to 65535",
                "proxy.password=S3cret|need exportcomments.proxy.url",
                "ssl.bundle=strict|The SSL bundle strict sets ciphers or protocols"
            })
    void whatCantBeUsedEndsTheStartWithASentence(String property, String words) {
        program.withPropertyValues(
                        "exportcomments.transport=retrofit",
                        "exportcomments." + property,
                        "spring.ssl.bundle.pem.strict.options.enabled-protocols=TLSv1.3")
                .run(context -> {
                    String said = new InvalidNetworkFailureAnalyzer()
                            .analyze(context.getStartupFailure())
                            .getDescription();
                    assertThat(said).contains(words).doesNotContain("S3cret");
                });
    }

    @Test
    void thePasswordIsShownNowhere() {
        ExportCommentsProperties.Proxy properties =
                new ExportCommentsProperties.Proxy("http://user:S3cret@proxy", "user", "S3cret", List.of("127.0.0.1"));
        assertThat(properties.toString()).doesNotContain("S3cret", "user");
        StaticListableBeanFactory none = new StaticListableBeanFactory();
        SecretsSanitizer sanitizer = new SecretsSanitizer(
                none.getBeanProvider(ExportCommentsConnectionDetails.class),
                none.getBeanProvider(ExportCommentsProperties.class),
                none.getBeanProvider(WebhookProperties.class));
        for (String key :
                List.of("exportcomments.proxy.password", "EXPORTCOMMENTS_PROXY_PASSWORD", "exportcomments.proxy.url")) {
            assertThat(sanitizer.apply(new SanitizableData(null, key, "S3cret")).getValue())
                    .as(key)
                    .isEqualTo(SanitizableData.SANITIZED_VALUE);
        }
    }
}

package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates that the JDK does not trust. */
abstract class CertificateCases extends NetworkCases {
    private static final String NOT_TRUSTED = "the server's certificate is not trusted";

    CertificateCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @BeforeEach
    void answerEverything() {
        answerAll(secure);
    }

    @Test
    void aPrivateCaIsTrustedForAll() throws IOException {
        useAll(open(secure.url(), trusting().build()), secure.url(), secure.url());
    }

    @Test
    void withoutItNothingIsSent() {
        assertNothingIsSent(NetworkSettings.DEFAULT, secure.url(), NOT_TRUSTED);
    }

    private void assertNothingIsSent(NetworkSettings network, URI url, String words) {
        Transport transport = open(url, network);
        ConnectionException error =
                failure(ConnectionException.class, transport.jobs().get(GUID));
        assertThat(error).hasMessageContaining("no secure connection could be made: " + words);
        assertThat(error.sent()).isEqualTo(Sent.NO);
        failure(ConnectionException.class, transport.jobs().open(url.resolve("/file.json"), FileRange.WHOLE));
        openSocket(transport, url);
        assertThat(socketFailure(ConnectionException.class).sent()).isEqualTo(Sent.NO);
        assertThat(secure.requests()).isEmpty();
    }

    @Test
    void theHostStillCounts() {
        try (CountingProxy proxy = CountingProxy.start(null).host("other.invalid", secure.url())) {
            assertNothingIsSent(
                    trusting().proxy(proxy.address(Protocol.HTTP)).build(),
                    URI.create("https://other.invalid"),
                    "the server's certificate is for another host");
        }
    }

    @Test
    void anOwnCertificateIsShownWhereItIsAskedFor() throws IOException, GeneralSecurityException {
        TlsIdentity identity = TlsIdentity.load();
        NetworkSettings network =
                NetworkSettings.builder().insecure().keys(identity.keys()).build();
        try (ScriptedServer mutual = ScriptedServer.startMutual(identity)) {
            answerAll(mutual);
            useAll(open(mutual.url(), network), mutual.url(), mutual.url());
        }
    }

    @Test
    void aFactoryOfTheProgramsStandsInPlaceOfTheJdks() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("own", TlsIdentity.load().store().getCertificate("server"));
        TrustManagerFactory own = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        own.init(store);
        assertNothingIsSent(NetworkSettings.builder().trust(own).build(), secure.url(), NOT_TRUSTED);
        try (ScriptedServer trusted = ScriptedServer.startSecure(TlsIdentity.load())) {
            answerAll(trusted);
            useAll(open(trusted.url(), NetworkSettings.builder().trust(own).build()), trusted.url(), trusted.url());
        }
    }

    @Test
    void ofThisMachineAnyIsTakenWhereThatIsAskedFor() throws IOException {
        try (ScriptedServer own = ScriptedServer.startSecure(TlsIdentity.load())) {
            answerAll(own);
            useAll(open(own.url(), NetworkSettings.builder().insecure().build()), own.url(), own.url());
        }
    }

    @Test
    void ofOtherMachinesNoneIsTakenEvenThen() {
        try (CountingProxy proxy = CountingProxy.start(null).host("service.invalid", secure.url())) {
            NetworkSettings network = NetworkSettings.builder()
                    .proxy(proxy.address(Protocol.HTTP))
                    .direct("127.0.0.1")
                    .insecure()
                    .build();
            Transport transport = open(secure.url(), network);
            ConnectionException error = failure(
                    ConnectionException.class, transport.jobs().open(SECURE.resolve("/file.json"), FileRange.WHOLE));
            assertThat(error).hasMessageContaining(NOT_TRUSTED);
            openSocket(transport, SECURE);
            assertThat(socketFailure(ConnectionException.class)).hasMessageContaining(NOT_TRUSTED);
            assertThat(proxy.passed()).containsOnly("CONNECT service.invalid:443");
        }
        assertThat(secure.requests()).isEmpty();
    }
}

package io.exportcomments.transport.http.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.testkit.transport.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustTest {
    @TempDir
    Path folder;

    @Test
    void usualSettingsLeaveAllToTheJdk() {
        assertThat(TlsTrust.of(NetworkSettings.DEFAULT)).isNull();
    }

    @Test
    void furtherCertificatesAreAddedToTheJdks() throws Exception {
        TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        List<X509Certificate> jdks = Stream.of(usual.getTrustManagers())
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
                .toList();
        Path file = Files.writeString(folder.resolve("ca.pem"), TlsIdentity.privateCa());
        NetworkSettings network = NetworkSettings.builder().trustPem(file).build();
        List<X509Certificate> all = List.of(
                Objects.requireNonNull(TlsTrust.of(network)).trustManager().getAcceptedIssuers());
        assertThat(all).hasSize(jdks.size() + 1).containsAll(jdks).containsAll(network.trusted());
    }
}

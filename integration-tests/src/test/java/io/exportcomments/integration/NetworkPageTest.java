package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.testkit.transport.CountingProxy;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.testkit.transport.TlsIdentity;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on networks shows what is run here, and names the options and properties that there are. */
class NetworkPageTest {
    private static final String PAGE = "docs/network.md";
    private static final String ME =
            "integration-tests/src/test/java/io/exportcomments/integration/NetworkPageTest.java";

    @TempDir
    Path folder;

    @Test
    void itShowsWhatIsRun() {
        Snippets.assertShown(PAGE, ME);
        String page = Project.read(PAGE);
        String properties = Project.read("docs/spring.md");
        assertThat(Project.all("(?m)^(exportcomments\\.[\\w.-]+)=", page))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(properties).contains("| `" + name + "` |"));
        assertThat(Project.all("\\]\\(([^):#]+)[^)]*\\)", page))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(Project.root().resolve("docs").resolve(link)).exists());
        assertThat(Project.read("README.md")).contains("](" + PAGE + ")");
    }

    @Test
    void theExampleReachesTheService() throws Exception {
        Path ca = Files.writeString(folder.resolve("company-ca.pem"), TlsIdentity.privateCa());
        try (ScriptedServer service = ScriptedServer.startSecure(TlsIdentity.ofPrivateCa());
                CountingProxy proxy =
                        CountingProxy.start(ProxyLogin.of("user", "S3cret")).host("service.invalid", service.url())) {
            service.reply(Reply.json(200, "{}"));
            ProxyServer address = proxy.address(Protocol.HTTP);
            try (ExportComments client = client("token", network(address.toString(), "S3cret", ca))
                    .baseUrl(URI.create("https://service.invalid"))
                    .build()) {
                client.ping();
            }
            assertThat(proxy.passed()).isEqualTo(List.of("CONNECT service.invalid:443"));
        }
    }

    private static NetworkSettings network(String proxy, String password, Path ca) {
        // tag::network[]
        NetworkSettings network = NetworkSettings.builder()
                .proxy(ProxyServer.parse(proxy).login(ProxyLogin.of("user", password)))
                .direct("localhost,.internal.example,10.0.0.0/8")
                .trustPem(ca)
                .build();
        // end::network[]
        return network;
    }

    private static ExportCommentsBuilder client(String token, NetworkSettings network) {
        // tag::client[]
        ExportCommentsBuilder client = ExportComments.builder()
                .token(token)
                .transport(RetrofitTransport.create())
                .network(network);
        // end::client[]
        return client;
    }
}

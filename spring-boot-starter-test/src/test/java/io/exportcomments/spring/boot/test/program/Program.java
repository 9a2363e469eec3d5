package io.exportcomments.spring.boot.test.program;

import io.exportcomments.port.ApiToken;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import java.net.URI;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Has a connection of its own, which a test must not use. */
@SpringBootApplication
public class Program {
    @Bean
    ExportCommentsConnectionDetails production() {
        return new Production(URI.create("http://127.0.0.1:1"), ApiToken.of("production"));
    }

    private record Production(URI baseUrl, ApiToken token) implements ExportCommentsConnectionDetails {}
}

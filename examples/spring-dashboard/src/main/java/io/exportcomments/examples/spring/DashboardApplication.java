package io.exportcomments.examples.spring;

import io.exportcomments.mock.MockService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs the dashboard: on a stand-in, or with {@code EXPORTCOMMENTS_API_TOKEN} on the real service. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(DashboardProperties.class)
public class DashboardApplication {
    /**
     * Runs the dashboard until the process is ended; the arguments are Spring's, such as {@code --server.port=9000}.
     */
    public static void main(String[] arguments) {
        SpringApplication.run(DashboardApplication.class, arguments);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> welcome(ObjectProvider<MockService> mock) {
        return ready -> {
            System.out.println(
                    mock.getIfAvailable() != null
                            ? "Exports go to a stand-in for the service, and cost nothing;"
                                    + " set EXPORTCOMMENTS_API_TOKEN for the real one."
                            : "Exports go to the real service, and spend the quota of the account.");
            System.out.println("Open http://127.0.0.1:"
                    + ready.getApplicationContext().getEnvironment().getProperty("local.server.port")
                    + "/ in a browser; end this by Ctrl-C.");
        };
    }
}

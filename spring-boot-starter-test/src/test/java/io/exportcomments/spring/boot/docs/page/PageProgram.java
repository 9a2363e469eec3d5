package io.exportcomments.spring.boot.docs.page;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The program around what the page shows: what it takes for granted is here. */
@SpringBootApplication
class PageProgram {
    /** How many requests went by the program's own HTTP client. */
    @Bean
    AtomicInteger requests() {
        return new AtomicInteger();
    }

    @Bean
    OkHttpClient http(AtomicInteger requests) {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    requests.incrementAndGet();
                    return chain.proceed(chain.request());
                })
                .build();
    }

    @Bean
    CircuitBreakerRegistry breakers() {
        return CircuitBreakerRegistry.ofDefaults();
    }

    @Bean
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:spring-page;DB_CLOSE_DELAY=-1");
        return database;
    }
}

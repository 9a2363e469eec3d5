package io.exportcomments.spring.boot.docs.page;

import io.exportcomments.policy.resilience4j.PoliciesBuilder;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.jdbc.JdbcDeliveryStore;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// tag::customizers[]
@Configuration(proxyBeanMethods = false)
class ClientSetup {
    @Bean
    ExportCommentsCustomizer<RetrofitTransport.Builder> programsHttpClient(OkHttpClient http) {
        return builder -> builder.client(http);
    }

    @Bean
    ExportCommentsCustomizer<PoliciesBuilder> programsBreakers(CircuitBreakerRegistry breakers) {
        return builder -> builder.circuitBreaker(breakers);
    }

    @Bean
    DeliveryStore deliveryStore(DataSource database) {
        return JdbcDeliveryStore.in(database).createTable();
    }
}
// end::customizers[]

package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Plan;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.internal.ClientProperties;
import io.exportcomments.spring.boot.internal.NamedUpdates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client by the properties, unless the program has one of its own, or several. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ExportComments.class)
class ClientConfiguration {
    @Bean(destroyMethod = "close")
    ExportComments exportComments(
            ExportCommentsConnectionDetails connection,
            ExportCommentsProperties properties,
            Plan plan,
            TransportProvider transport,
            NetworkSettings network,
            ObjectProvider<UpdateSourceProvider> updates,
            ObjectProvider<TransportInterceptor> interceptors,
            ObjectProvider<ClientListener> listeners,
            ObjectProvider<Timekeeper> timekeeper,
            ObjectProvider<ExportCommentsCustomizer<ExportCommentsBuilder>> customizers) {
        ExportCommentsBuilder builder = ExportComments.builder()
                .baseUrl(connection.baseUrl())
                .token(connection.token())
                .plan(plan)
                .transport(transport)
                .network(network);
        ClientProperties.set(builder, properties);
        NamedUpdates.checked(properties.updates(), updates.orderedStream().toList())
                .forEach(builder::updates);
        interceptors.orderedStream().forEach(builder::interceptor);
        listeners.orderedStream().forEach(builder::listener);
        timekeeper.ifUnique(builder::timekeeper);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}

package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.internal.NetworkProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The network that the client is in, by the properties. */
@Configuration(proxyBeanMethods = false)
class NetworkConfiguration {
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    NetworkSettings exportCommentsNetwork(ExportCommentsProperties properties, ObjectProvider<SslBundles> bundles) {
        return NetworkProperties.settings(properties.proxy(), properties.ssl(), bundles.getIfAvailable());
    }
}

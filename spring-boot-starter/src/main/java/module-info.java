/** Auto-configuration for Spring Boot. */
module io.exportcomments.spring.boot {
    requires transitive io.exportcomments.core;
    requires transitive spring.boot;
    requires transitive spring.boot.autoconfigure;
    requires spring.beans;
    requires transitive spring.context;
    requires transitive spring.core;
    requires org.apache.commons.logging;
    requires static io.exportcomments.bulk;
    requires static io.exportcomments.bulk.jdbc;
    requires static io.exportcomments.metrics.micrometer;
    requires static io.exportcomments.policy.resilience4j;
    requires static io.exportcomments.quota.jdbc;
    requires static io.exportcomments.transport.retrofit;
    requires static io.exportcomments.transport.vertx;
    requires static io.exportcomments.update.polling;
    requires static io.exportcomments.update.webhook;
    requires static io.exportcomments.update.websocket;
    requires static io.vertx.core;
    requires static jakarta.servlet;
    requires static java.sql;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static org.jspecify;
    requires static org.reactivestreams;
    requires static reactor.core;
    requires static spring.boot.actuator;
    requires static spring.boot.actuator.autoconfigure;
    requires static spring.boot.health;
    requires static spring.boot.sql;
    requires static spring.jdbc;
    requires static spring.tx;
    requires static spring.web;
    requires static spring.webflux;
    requires static spring.webmvc;

    exports io.exportcomments.spring.boot;

    opens io.exportcomments.spring.boot to
            spring.core,
            spring.beans,
            spring.context,
            spring.boot;
    opens io.exportcomments.spring.boot.autoconfigure to
            spring.core,
            spring.beans,
            spring.context,
            spring.boot;
    opens io.exportcomments.spring.boot.internal to
            spring.core,
            spring.beans,
            spring.context,
            spring.boot;
}

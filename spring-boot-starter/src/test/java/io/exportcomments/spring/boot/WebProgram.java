package io.exportcomments.spring.boot;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** A Spring program of one of the two web stacks, on any port of this machine, with all that is on the classpath. */
final class WebProgram {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    /** Adds beans to a program before it starts. */
    interface Beans {
        void addTo(GenericApplicationContext context);
    }

    /** Reactor Netty that ends at once; by itself it waits for two quiet seconds. */
    private static ReactorResourceFactory endingAtOnce() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    private WebProgram() {}

    static ConfigurableApplicationContext start(WebApplicationType type, Map<String, Object> properties, Beans beans) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("server.port", 0);
        all.put("server.address", "127.0.0.1");
        all.putIfAbsent("exportcomments.transport", "retrofit");
        all.put("spring.main.banner-mode", "off");
        return new SpringApplicationBuilder(Everything.class)
                .web(type)
                .properties(all)
                .registerShutdownHook(false)
                .initializers(context -> {
                    GenericApplicationContext generic = (GenericApplicationContext) context;
                    generic.registerBean(ReactorResourceFactory.class, WebProgram::endingAtOnce);
                    beans.addTo(generic);
                })
                .run();
    }

    static URI address(ConfigurableApplicationContext program, String path) {
        return URI.create(
                "http://127.0.0.1:" + program.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}

package io.exportcomments.webhook.servlet;

import io.exportcomments.testkit.webhook.WebhookReceiverContract;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet in Jetty. */
class WebhookServletTest extends WebhookReceiverContract {
    @Override
    protected Running start(Setup setup) throws Exception {
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(setup.secret()))
                .maxBodyBytes(setup.maxBodyBytes())
                .handler(setup.handler()::accept)
                .build();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new WebhookServlet(receiver)), "/hook");
        server.setHandler(context);
        server.start();
        return new Running() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/hook");
            }

            @Override
            public void stop() throws Exception {
                server.stop();
                receiver.close();
            }
        };
    }
}

package io.exportcomments.spring.boot.internal;

import io.exportcomments.job.Plan;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Says how the client is set up. */
public final class ExportCommentsInfoContributor implements InfoContributor {
    private final ExportCommentsConnectionDetails connection;
    private final Plan plan;
    private final String transport;
    private final List<String> updates;

    public ExportCommentsInfoContributor(
            ExportCommentsConnectionDetails connection, Plan plan, String transport, List<String> updates) {
        this.connection = connection;
        this.plan = plan;
        this.transport = transport;
        this.updates = updates;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service", connection.baseUrl().toString());
        details.put("plan", plan.name());
        details.put("transport", transport);
        details.put("updates", updates);
        builder.withDetail("exportcomments", details);
    }
}

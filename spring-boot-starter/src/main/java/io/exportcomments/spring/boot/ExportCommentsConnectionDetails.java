package io.exportcomments.spring.boot;

import io.exportcomments.port.ApiToken;
import java.net.URI;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the service is and what it is asked with. A bean of this type goes before the properties. */
public interface ExportCommentsConnectionDetails extends ConnectionDetails {
    /** The service's origin. */
    URI baseUrl();

    /** The account's token. */
    ApiToken token();
}

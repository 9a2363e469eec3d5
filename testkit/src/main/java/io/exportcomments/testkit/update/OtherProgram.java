package io.exportcomments.testkit.update;

import io.exportcomments.job.JobGuid;
import io.exportcomments.mock.MockService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Another program of the account, which changes a job without the client. */
record OtherProgram(MockService mock, HttpClient http) {
    void patch(JobGuid guid, String command) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(mock.baseUrl() + "/api/v3/job/" + guid + "/" + command))
                .header("X-AUTH-TOKEN", mock.token())
                .method("PATCH", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new AssertionError("The mock answered " + status + " when told to " + command + " " + guid);
            }
        } catch (IOException e) {
            throw new AssertionError("The mock could not be told to " + command + " " + guid, e);
        } catch (InterruptedException e) {
            throw TimeSteps.interrupted(e);
        }
    }
}

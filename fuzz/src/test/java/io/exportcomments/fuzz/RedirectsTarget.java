package io.exportcomments.fuzz;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.transport.http.HttpTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The first byte says what is asked; each line after it is an answer: a byte for its status, and where it redirects to.
 */
final class RedirectsTarget implements FuzzTarget {
    private static final URI BASE = URI.create("https://exportcomments.com");
    private static final JobGuid GUID = JobGuid.of("b4219d47");

    private final RedirectingSender sender = new RedirectingSender();
    private final JobTransport jobs = opened(sender).jobs();

    private static HttpTransport opened(RedirectingSender sender) {
        TransportSettings settings = new TransportSettings(BASE, Secrets.API_TOKEN, Timeouts.DEFAULT, "fuzz")
                .realTime(new VirtualTimekeeper());
        SocketTransport none = (uri, headers, listener) -> {
            throw new IllegalStateException("Nobody opens a socket here");
        };
        return new HttpTransport(new HttpSession(settings), sender, none, () -> {});
    }

    @Override
    public boolean take(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        sender.begin(List.of(text.split("\n", -1)));
        CompletableFuture<?> call = call(input[0]);
        if (!call.isDone()) {
            throw new AssertionError("It does not end");
        }
        boolean answered = ended(call);
        RedirectChecks.check(sender.sent(), input[0] == 'f' || input[0] == 'h', input[0] == 'c' || input[0] == 'r');
        return answered && sender.sent().size() > 1;
    }

    private CompletableFuture<?> call(byte kind) {
        return switch (kind) {
            case 'f' -> jobs.open(URI.create("https://exportcomments.com/files/a.json"), FileRange.WHOLE);
            case 'h' -> jobs.open(URI.create("http://files.example.com/a.json"), FileRange.WHOLE);
            case 'c' -> jobs.create(ExportRequest.of("https://x.com/user"));
            case 'r' -> jobs.retry(GUID);
            case 'l' -> jobs.list(1, 10);
            default -> jobs.get(GUID);
        };
    }

    private static boolean ended(CompletableFuture<?> call) {
        try {
            if (call.join() instanceof RemoteFile file) {
                file.close();
            }
            return true;
        } catch (IOException e) {
            throw new AssertionError("A file that can't be closed", e);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ExportCommentsException)) {
                throw new AssertionError("An error that nobody expects", e);
            }
            Secrets.assertNotIn(e);
            return false;
        }
    }
}

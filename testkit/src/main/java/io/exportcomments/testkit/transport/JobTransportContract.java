package io.exportcomments.testkit.transport;

import io.exportcomments.port.TransportProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link io.exportcomments.port.JobTransport} and {@link io.exportcomments.port.WebhookTransport} promises,
 * as tests: a transport's own test class extends this one, names its provider, and passes all of it. It knows no HTTP
 * library; the other side is a {@link ScriptedServer}.
 */
public abstract class JobTransportContract {
    /** The transport under test, with an HTTP client of its own. */
    protected abstract TransportProvider provider();

    @Nested
    @DisplayName("Each operation is asked as the API documents it")
    class Operations extends OperationCases {
        Operations() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Batches are asked as the API documents them")
    class Batches extends BatchCases {
        Batches() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Webhooks are managed as the API is known to do it")
    class Webhooks extends WebhookCases {
        Webhooks() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Each refusal is the error that a caller can act on")
    class Refusals extends RefusalCases {
        Refusals() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Each body is read, or said to be unreadable")
    class Bodies extends BodyCases {
        Bodies() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("An answer's length is one, and nothing waits for another")
    class Framing extends FramingCases {
        Framing() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Cancelling reaches the wire")
    class Cancelling extends CancelCases {
        Cancelling() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("A caller who waits is freed by whatever ends the call")
    class BlockedCallers extends BlockedCallerCases {
        BlockedCallers() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("A caller who waits is freed while it connects, and behind an interceptor, too")
    class CallerFreeing extends CallerFreeingCases {
        CallerFreeing() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Time-outs end what takes too long, and nothing else")
    class TimeOuts extends TimeoutCases {
        TimeOuts() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Broken connections say whether the request was sent, and nothing is sent twice")
    class Breaks extends BreakCases {
        Breaks() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Connections are reused with care")
    class Reuse extends ReuseCases {
        Reuse() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("The JVM's proxy is obeyed")
    class Proxies extends ProxyCases {
        Proxies() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Interim answers are no answers")
    class Interim extends InterimCases {
        Interim() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Headers mean the same on every transport")
    class Headers extends HeaderCases {
        Headers() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Codings mean the same on every transport")
    class Codings extends CodingCases {
        Codings() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Redirects lose neither the token nor the request")
    class Redirects extends RedirectCases {
        Redirects() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    class RedirectAddresses extends RedirectAddressCases {
        RedirectAddresses() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Files are streamed")
    class Files extends FileCases {
        Files() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    class FileStreams extends FileStreamCases {
        FileStreams() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Closing ends all and leaves nothing")
    class Closing extends CloseCases {
        Closing() {
            super(JobTransportContract.this::provider);
        }
    }

    @Nested
    @DisplayName("Unusual characters are refused or escaped, and secrets stay secret")
    class Characters extends CharacterCases {
        Characters() {
            super(JobTransportContract.this::provider);
        }
    }
}

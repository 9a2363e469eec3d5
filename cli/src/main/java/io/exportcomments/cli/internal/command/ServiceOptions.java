package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.exit.NoTokenException;
import io.exportcomments.cli.internal.service.PlanChoice;
import io.exportcomments.cli.internal.service.Target;
import io.exportcomments.cli.internal.service.TransportChoice;
import io.exportcomments.cli.internal.service.UpdatesChoice;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.port.ApiToken;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service, and as whom. */
final class ServiceOptions {
    static final String TOKEN_VARIABLE = "EXPORTCOMMENTS_API_TOKEN";

    private static final int FASTEST_MOCK = 10_000;
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The API token. Better set " + TOKEN_VARIABLE + ", which other people on this machine can't see.")
    private @Nullable String token;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            converter = Values.Origin.class,
            description = "The service's origin. Default: https://exportcomments.com.")
    private @Nullable URI baseUrl;

    @Option(
            names = "--mock",
            description =
                    "Talk to a mock service in this process: no token, no cost, made-up comments, twice as fast as real time."
                            + " It begins with a few jobs, and ends with the command.")
    private boolean mock;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            converter = Values.Transports.class,
            defaultValue = "retrofit",
            description = "Which HTTP library to use: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private TransportChoice transport = TransportChoice.RETROFIT;

    @Option(
            names = "--updates",
            paramLabel = "NAME",
            converter = Values.Updates.class,
            defaultValue = "auto",
            description =
                    "How to follow a job: ${COMPLETION-CANDIDATES}; auto is websocket, and polling whenever that is away."
                            + " Default: ${DEFAULT-VALUE}.")
    private UpdatesChoice updates = UpdatesChoice.AUTO;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            converter = Values.Plans.class,
            description =
                    "The account's plan, within whose limits all calls are kept: ${COMPLETION-CANDIDATES}. Without it"
                            + " calls are not held back. With --mock, its limits, too; without it, a mock has none.")
    private @Nullable PlanChoice plan;

    @Option(
            names = "--mock-speed",
            paramLabel = "N",
            description = "With --mock: so many times faster than real time; default: " + Target.MOCK_SPEED
                    + ". With --base-url: how fast the mock there is, so that --plan reckons in its time.")
    private @Nullable Integer mockSpeed;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Values.Span.class,
            description = "How long a call may take with all its attempts, such as 20s; default: 60s.")
    private @Nullable Duration timeout;

    /** What the person chose; the token is kept out of the terminal from now on. */
    Target target(Terminal terminal, @Nullable Duration usualTimeout) {
        if (mock && baseUrl != null) {
            throw new Mistake("--mock and --base-url exclude each other: a mock has its own address");
        }
        if (timeout != null && timeout.compareTo(LONGEST_CALL) > 0) {
            throw new Mistake("--timeout can be a day at most");
        }
        return new Target(
                mock,
                mock ? null : token(terminal),
                baseUrl,
                transport,
                updates,
                plan,
                timeout != null ? timeout : usualTimeout,
                mockSpeed());
    }

    private int mockSpeed() {
        if (mockSpeed == null) {
            return mock ? Target.MOCK_SPEED : 1;
        }
        if (!mock && baseUrl == null) {
            throw new Mistake("--mock-speed is for --mock, or for a mock at --base-url");
        }
        if (mockSpeed < 1 || mockSpeed > FASTEST_MOCK) {
            throw new Mistake("--mock-speed takes 1 to " + FASTEST_MOCK + ": " + mockSpeed);
        }
        return mockSpeed;
    }

    /** The options that bring another command to the same service, for a hint. */
    String forHint() {
        return baseUrl == null ? "" : " --base-url " + baseUrl;
    }

    private ApiToken token(Terminal terminal) {
        String typed = token != null ? token : terminal.variable(TOKEN_VARIABLE);
        if (typed == null || typed.isBlank()) {
            throw new NoTokenException("no API token: set " + TOKEN_VARIABLE
                    + " (or give --token) to the one from your account's API page, or try it without one with --mock");
        }
        terminal.hide(typed.strip());
        try {
            return ApiToken.of(typed.strip());
        } catch (IllegalArgumentException e) {
            throw new NoTokenException(String.valueOf(e.getMessage()));
        }
    }
}

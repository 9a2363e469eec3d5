package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.NoTokenException;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ConnectionSettings;
import io.exportcomments.cli.internal.service.PlanChoice;
import io.exportcomments.cli.internal.service.TransportChoice;
import io.exportcomments.cli.internal.service.UpdatesChoice;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.port.ApiToken;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which service to use, and with which token. */
final class ServiceOptions {
    static final String TOKEN_VARIABLE = "EXPORTCOMMENTS_API_TOKEN";

    private static final int FASTEST_MOCK = 10_000;
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The API token. Prefer to set " + TOKEN_VARIABLE + ", which other users of this machine can't see.")
    private @Nullable String token;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            converter = Converters.OriginConverter.class,
            description = "The service's origin. Default: https://exportcomments.com.")
    private @Nullable URI baseUrl;

    @Option(
            names = "--mock",
            description =
                    "Use a mock service inside this process: no token, no cost, made-up comments, twice as fast as real time."
                            + " It starts with a few jobs and ends with the command.")
    private boolean mock;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            converter = Converters.TransportConverter.class,
            defaultValue = "retrofit",
            description = "The HTTP library to use: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private TransportChoice transport = TransportChoice.RETROFIT;

    @Option(
            names = "--updates",
            paramLabel = "NAME",
            converter = Converters.UpdatesConverter.class,
            defaultValue = "auto",
            description =
                    "How to follow a job: ${COMPLETION-CANDIDATES}; auto uses websocket, and polling while that is unavailable."
                            + " Default: ${DEFAULT-VALUE}.")
    private UpdatesChoice updates = UpdatesChoice.AUTO;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            converter = Converters.PlanConverter.class,
            description =
                    "The account's plan: ${COMPLETION-CANDIDATES}. All calls stay within its limits; without it, nothing is"
                            + " held back. With --mock, the mock enforces the plan's limits, too.")
    private @Nullable PlanChoice plan;

    @Option(
            names = "--mock-speed",
            paramLabel = "N",
            description = "With --mock: how many times faster than real time it runs; default: "
                    + ConnectionSettings.MOCK_SPEED
                    + ". With --base-url: how fast the mock there runs, so that --plan counts in its time.")
    private @Nullable Integer mockSpeed;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            description = "How long one call may take, including its retries, such as 20s; default: 60s.")
    private @Nullable Duration timeout;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    /** Sets an option that was read without picocli; false if it is none of the usual ones. */
    boolean takeOption(String name, String value) {
        switch (name) {
            case "--token" -> token = value;
            case "--base-url" -> baseUrl = new Converters.OriginConverter().convert(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The chosen settings; from now on the terminal hides the token. */
    ConnectionSettings settings(Terminal terminal, @Nullable Duration defaultTimeout) {
        if (mock && baseUrl != null) {
            throw new UsageException("--mock and --base-url can't be combined: a mock has its own address");
        }
        if (timeout != null && timeout.compareTo(LONGEST_CALL) > 0) {
            throw new UsageException("--timeout can be at most one day");
        }
        return new ConnectionSettings(
                mock,
                mock ? null : token(terminal),
                baseUrl,
                transport,
                updates,
                plan,
                timeout != null ? timeout : defaultTimeout,
                mockSpeed(),
                mock ? network.ofMock() : network.settings(terminal, baseUrl));
    }

    private int mockSpeed() {
        if (mockSpeed == null) {
            return mock ? ConnectionSettings.MOCK_SPEED : 1;
        }
        if (!mock && baseUrl == null) {
            throw new UsageException("--mock-speed needs --mock, or a mock at --base-url");
        }
        if (mockSpeed < 1 || mockSpeed > FASTEST_MOCK) {
            throw new UsageException("--mock-speed must be 1 to " + FASTEST_MOCK + ", not " + mockSpeed);
        }
        return mockSpeed;
    }

    /** The options with which another command reaches the same service. */
    String forHint() {
        return (baseUrl == null ? "" : " --base-url " + baseUrl) + network.forHint();
    }

    private ApiToken token(Terminal terminal) {
        String typed = token != null ? token : terminal.variable(TOKEN_VARIABLE);
        if (typed == null || typed.isBlank()) {
            throw new NoTokenException("no API token: set " + TOKEN_VARIABLE
                    + " (or use --token) to the token on your account's API page, or try --mock, which needs none");
        }
        terminal.hide(typed.strip());
        try {
            return ApiToken.of(typed.strip());
        } catch (IllegalArgumentException e) {
            throw new NoTokenException(String.valueOf(e.getMessage()));
        }
    }
}

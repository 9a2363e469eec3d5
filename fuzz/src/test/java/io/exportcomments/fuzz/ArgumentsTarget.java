package io.exportcomments.fuzz;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.cli.internal.command.ParsedCommandLine;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Each line is an argument. The service that they reach refuses the token, so that no command goes on for long. */
final class ArgumentsTarget implements FuzzTarget {
    static final int MOST_ARGUMENTS = 24;
    private static final Set<Integer> CODES = Set.of(0, 1, 2, 3, 4, 5, 6, 7);
    static final Map<String, String> ENVIRONMENT = Map.of("EXPORTCOMMENTS_API_TOKEN", Secrets.TOKEN);

    private static final byte[] REFUSAL =
            "{\"status_code\":401,\"error_code\":\"AUTH_HEADER_TOKEN\",\"detail\":\"Refused\"}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server = started(requests);
    private final LogWatch log = LogWatch.of("");

    private static HttpServer started(AtomicInteger requests) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(401, REFUSAL.length);
                exchange.getResponseBody().write(REFUSAL);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    @Override
    public boolean take(byte[] input) {
        List<String> typed = new ArrayList<>();
        typed.add("--base-url");
        typed.add("http://127.0.0.1:" + server.getAddress().getPort());
        String[] words = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        // What has no service to ask takes no address of it.
        boolean asks = words.length > 0
                && !Set.of("platforms", "mock", "generate-manual").contains(words[0]);
        List<String> all = asks ? typed : new ArrayList<>();
        all.addAll(Arrays.asList(words).subList(0, Math.min(words.length, MOST_ARGUMENTS)));
        return ran(all);
    }

    private boolean ran(List<String> arguments) {
        requests.set(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                fact -> null,
                ENVIRONMENT::get);
        int code = ParsedCommandLine.run(terminal, arguments.toArray(String[]::new));
        String said = err.toString(StandardCharsets.UTF_8);
        String result = out.toString(StandardCharsets.UTF_8);
        Secrets.assertNotIn(said);
        Secrets.assertNotIn(result);
        log.assertKeeps(Secrets::assertNotIn);
        if (!CODES.contains(code)) {
            throw new AssertionError("Exit code " + code + ": " + said);
        }
        if (code == 2) {
            refused(arguments, result, said);
        }
        return code != 2;
    }

    private void refused(List<String> arguments, String result, String said) {
        if (requests.get() > 0) {
            throw new AssertionError("Wrong, and yet something was sent: " + said);
        }
        assertOneLine(arguments, result, said);
    }

    static void assertOneLine(List<String> arguments, String result, String said) {
        boolean line = said.endsWith("\n") && said.indexOf('\n') == said.length() - 1 && said.indexOf('\r') < 0;
        if (!result.isEmpty() || !(line || arguments.contains("--verbose"))) {
            throw new AssertionError("Not one line: " + said + result);
        }
    }
}

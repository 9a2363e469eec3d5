package io.exportcomments.mock.centrifugo;

import io.exportcomments.mock.MockService;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Centrifugo's client for JavaScript, in a node of its own. */
final class CentrifugeJs extends OfficialClient {

    private final Process node;
    private final BufferedWriter commands;
    private final Thread reader;

    CentrifugeJs(NodeFolder folder, String format, MockService mock) {
        this.node = folder.run(
                "client.js",
                format,
                mock.realtime().url().toString(),
                mock.baseUrl().resolve("/api/public/auth/socket").toString(),
                mock.token());
        this.commands = node.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(this::read, "centrifuge-js");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::heard);
            heard(ENDED);
        } catch (IOException | UncheckedIOException e) {
            heard("error " + e);
        }
    }

    private void command(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void connect() {
        command("connect");
    }

    @Override
    void disconnect() {
        command("disconnect");
    }

    @Override
    void subscribe(String channel) {
        command("subscribe " + channel);
    }

    @Override
    public void close() {
        node.destroy();
        try {
            if (!node.waitFor(5, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
            reader.join(5000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

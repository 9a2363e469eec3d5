package io.exportcomments.cli.internal.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Prints what libraries write as remarks, line by line, so that no secret gets out by them. Thread-safe. */
final class RemarkStream extends OutputStream {
    private final Terminal terminal;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    RemarkStream(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(int b) {
        String whole;
        synchronized (line) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            whole = line.toString(Charset.defaultCharset());
            line.reset();
        }
        terminal.remark(JobText.printable(whole.stripTrailing()));
    }
}

package io.exportcomments.cli.internal.terminal;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The two outputs of the command: results go to one; remarks, progress and errors to the other. Lines are written
 * whole and flushed at once. Thread-safe.
 *
 * <p>A text that was {@linkplain #hide hidden} is never printed, wherever it comes from.
 */
public final class Terminal {
    private static final int USUAL_COLUMNS = 80;

    private final Output out;
    private final Output err;
    private final boolean colours;
    private final boolean ascii;
    private final int columns;
    private final String command;
    private final UnaryOperator<@Nullable String> facts;
    private final UnaryOperator<@Nullable String> environment;
    private final TerminalSecrets secrets = new TerminalSecrets();
    private boolean lineOpen;
    private int linesAbove;

    /**
     * A terminal.
     *
     * @param facts what the launcher found out, by its name: {@code tty.out} and {@code tty.err} are {@code true} for a
     *     terminal, {@code columns} is its width, {@code ascii} is
     *     {@code true} if it shows nothing else, {@code command} is what the person typed, {@code pipe.out} is
     *     {@code true} if results go to another program
     * @param environment the environment's variables
     */
    public Terminal(
            PrintStream out,
            PrintStream err,
            UnaryOperator<@Nullable String> facts,
            UnaryOperator<@Nullable String> environment) {
        this.out = new Output(out, "true".equals(facts.apply("tty.out")));
        this.err = new Output(err, "true".equals(facts.apply("tty.err")));
        this.columns = columns(facts.apply("columns"));
        this.command = quoted(facts.apply("command"));
        this.facts = facts;
        this.environment = environment;
        this.ascii = "true".equals(facts.apply("ascii"));
        String noColour = environment.apply("NO_COLOR");
        this.colours = (noColour == null || noColour.isEmpty()) && !"dumb".equals(environment.apply("TERM"));
    }

    private static int columns(@Nullable String text) {
        try {
            int width = text == null || text.isBlank() ? 0 : Integer.parseInt(text.strip());
            return width < 20 ? USUAL_COLUMNS : width;
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    private static String quoted(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return "exportcomments";
        }
        return typed.matches("[A-Za-z0-9_./~+-]+") ? typed : "'" + typed.replace("'", "'\\''") + "'";
    }

    /** A variable of the environment; null where it is not set. */
    public @Nullable String variable(String name) {
        return environment.apply(name);
    }

    /** The command as the user typed it, for hints that can be copied. */
    public String command() {
        return command;
    }

    /** Replaces a secret in everything printed from now on. */
    public void hide(String secret) {
        secrets.add(secret);
    }

    /** Prints a line of the result. */
    public synchronized void result(String line) {
        closeLine();
        print(out, line + "\n");
    }

    /** Prints a remark for the person. */
    public synchronized void remark(String line) {
        closeLine();
        print(err, line + "\n");
    }

    /** Prints an error. */
    public synchronized void error(String line) {
        remark(Style.RED.on(colourOf(err), "exportcomments:") + " " + line);
    }

    /** Rewrites the last line of the remarks; only for a terminal. */
    synchronized void rewrite(String line) {
        lineOpen = true;
        print(err, "\r" + line + "\u001b[K");
    }

    /** Rewrites the last lines of the remarks; only for a terminal. */
    synchronized void repaint(List<String> lines) {
        String wipe = wiping();
        lineOpen = true;
        linesAbove = lines.size() - 1;
        print(err, wipe + String.join("\n", lines));
    }

    /** Wipes the rewritten lines, if any. */
    synchronized void wipe() {
        closeLine();
    }

    private void closeLine() {
        String wipe = wiping();
        if (!wipe.isEmpty()) {
            print(err, wipe);
        }
    }

    /** The control sequence that wipes the rewritten lines; empty if there are none. */
    private String wiping() {
        if (!lineOpen) {
            return "";
        }
        String wipe = linesAbove == 0 ? "\r\u001b[K" : "\r\u001b[" + linesAbove + "A\u001b[J";
        lineOpen = false;
        linesAbove = 0;
        return wipe;
    }

    private void print(Output output, String text) {
        // Results are the service's own words and may be long; errors repeat what was typed, and cut it.
        output.stream.print(output.equals(err) ? secrets.hidePieces(text) : secrets.hide(text));
        output.stream.flush();
    }

    /** Where libraries may print: to the remarks, or nowhere. */
    public PrintStream libraryOutput(boolean shown) {
        OutputStream to = shown ? new RemarkStream(this) : OutputStream.nullOutputStream();
        return new PrintStream(to, true, Charset.defaultCharset());
    }

    /** Whether a result could not be written. */
    public boolean resultsLost() {
        return out.stream.checkError();
    }

    /** Whether they could not, as the program that read them has closed its end. */
    public boolean resultsUnread() {
        return resultsLost() && "true".equals(facts.apply("pipe.out"));
    }

    /** Whether results go to a terminal. */
    public boolean showsResults() {
        return out.tty;
    }

    /** Whether remarks go to a terminal on which lines can be rewritten. */
    public boolean showsRemarks() {
        return err.tty && !"dumb".equals(variable("TERM"));
    }

    /** Whether results are coloured. */
    public boolean coloursResults() {
        return colourOf(out);
    }

    /** Whether remarks are coloured. */
    public boolean coloursRemarks() {
        return colourOf(err);
    }

    private boolean colourOf(Output output) {
        return colours && output.tty;
    }

    /** The terminal's width. */
    public int columns() {
        return columns;
    }

    /** Whether the remarks can show what is not ASCII. */
    boolean remarksAreUnicode() {
        if (ascii) {
            return false;
        }
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = variable(name);
            if (locale != null && !locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }

    /** A writer to the results, for code that prints by itself. */
    public PrintWriter resultWriter() {
        return out.writer();
    }

    /** The results as a stream of bytes, for a protocol in place of lines: what is hidden is not hidden there. */
    public OutputStream resultBytes() {
        return out.stream;
    }

    /** A writer to the remarks, for code that prints by itself. */
    public PrintWriter remarkWriter() {
        return err.writer();
    }

    private record Output(PrintStream stream, boolean tty) {
        /** In the charset that the stream has, which can only be guessed on Java 17. */
        PrintWriter writer() {
            return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
        }
    }
}

package io.exportcomments.cli.internal.exit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the command's exit codes mean. Scripts depend on them: a number never changes its meaning. */
public enum ExitCode {
    /** As asked. */
    DONE(0, "done"),
    /** The job ended badly, or its status does not allow the command. */
    JOB(1, "the job failed or was stopped, or its status does not allow the command"),
    /** A person has to change the command line, or something on this machine. */
    USAGE(2, "the command line is wrong, names no such job, or a file or port on this machine can't be used"),
    /** A person has to see to the account. */
    ACCESS(3, "the token or the plan does not allow it"),
    /** Later. */
    LIMIT(4, "a limit of the plan is reached; the message says how long to wait"),
    /** Later, or elsewhere. */
    SERVICE(5, "the service or the network has trouble"),
    /** The job goes on. */
    DEADLINE(6, "the job was not over by the --deadline; it goes on"),
    /** Nobody should see it. */
    BUG(70, "a mistake in this program"),
    /** The job goes on, unless told otherwise. */
    INTERRUPTED(130, "interrupted with Ctrl-C (143: ended by SIGTERM)");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process ends with. */
    public int number() {
        return number;
    }

    /** What it means, in half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** All of them by number, for the help. */
    public static Map<String, String> meanings() {
        Map<String, String> all = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            all.put(Integer.toString(code.number), code.meaning);
        }
        return all;
    }
}

package io.exportcomments.cli.internal.exit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the command's exit codes mean. Scripts depend on them: a number never changes its meaning. */
public enum ExitCode {
    /** As asked. */
    DONE(0, "done"),
    /** The job ended badly, or its status does not allow the command. */
    JOB(1, "the job failed or was stopped, or its status does not allow the command"),
    /** The user has to change the command line, or something on this machine. */
    USAGE(2, "the command line is wrong, the job does not exist, or a local file or port can't be used"),
    /** The user has to see to the account. */
    ACCESS(3, "the token or the plan does not allow it"),
    /** Later. */
    LIMIT(4, "a limit of the plan is reached; the message says how long to wait"),
    /** Later, or elsewhere. */
    SERVICE(5, "the service or the network has trouble"),
    /** The job continues. */
    DEADLINE(6, "the job had not ended by the --deadline; it continues"),
    /** The job is done and found nothing. */
    EMPTY(7, "the job is done, but its result is empty; there are no files"),
    /** Nobody should see it. */
    BUG(70, "a bug in this program"),
    /** The job continues unless --stop-on-interrupt is given. */
    INTERRUPTED(130, "interrupted with Ctrl-C (143: ended by SIGTERM, 129: by SIGHUP)"),
    /** As of a program that SIGPIPE ends, which a JVM does not have. */
    UNREAD(141, "the results are not read any more, as with '| head -1'");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The exit code of the process. */
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

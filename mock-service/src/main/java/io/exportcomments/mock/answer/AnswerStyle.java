package io.exportcomments.mock.answer;

/**
 * In which of the known spellings the mock answers. Immutable.
 *
 * @param links how links are written
 * @param names how the job's fields are spelled
 * @param lists how a page of jobs is wrapped
 * @param createStatus 200 or 201, the answer to a creation
 * @param secondsAsText whether {@code seconds_to_wait} is a text
 * @param retryAfter whether a 429 carries a {@code Retry-After} header
 */
public record AnswerStyle(
        Links links, Names names, Lists lists, int createStatus, boolean secondsAsText, boolean retryAfter) {

    /** Checks the parts. */
    public AnswerStyle {
        if (createStatus != 200 && createStatus != 201) {
            throw new IllegalArgumentException("a creation is answered by 200 or 201, not " + createStatus);
        }
    }

    /** Absolute links, the names of the source document, plain arrays, 201, numbers, Retry-After. */
    public static AnswerStyle documented() {
        return new AnswerStyle(Links.ABSOLUTE, Names.SOURCE, Lists.ARRAY, 201, false, true);
    }

    /** With such links. */
    public AnswerStyle links(Links value) {
        return new AnswerStyle(value, names, lists, createStatus, secondsAsText, retryAfter);
    }

    /** With such names. */
    public AnswerStyle names(Names value) {
        return new AnswerStyle(links, value, lists, createStatus, secondsAsText, retryAfter);
    }

    /** With such lists. */
    public AnswerStyle lists(Lists value) {
        return new AnswerStyle(links, names, value, createStatus, secondsAsText, retryAfter);
    }

    /** With this status for a creation. */
    public AnswerStyle createStatus(int value) {
        return new AnswerStyle(links, names, lists, value, secondsAsText, retryAfter);
    }

    /** With {@code seconds_to_wait} as a text, or as a number. */
    public AnswerStyle secondsAsText(boolean value) {
        return new AnswerStyle(links, names, lists, createStatus, value, retryAfter);
    }

    /** With or without a {@code Retry-After} header on a 429. */
    public AnswerStyle retryAfter(boolean value) {
        return new AnswerStyle(links, names, lists, createStatus, secondsAsText, value);
    }

    /** How links are written. */
    public enum Links {
        /** With scheme and host. */
        ABSOLUTE,
        /** As a path; the XLSX by way of {@code /api/v3/job/{guid}/download}. */
        RELATIVE,
        /** With scheme and host of the other origin, which asks for no token. */
        OTHER_ORIGIN
    }

    /** How fields are spelled where sources disagree. */
    public enum Names {
        /** {@code download_link}, {@code rawFile}, {@code json_url}, {@code total_exported}. */
        SOURCE,
        /** {@code download_url}, {@code raw_file}, {@code json_url}, {@code total_exported}. */
        SNAKE,
        /** {@code downloadUrl}, {@code rawFile}, {@code jsonUrl}, {@code totalExported}, and all others so. */
        CAMEL
    }

    /** How a page of jobs is wrapped. */
    public enum Lists {
        /** A plain array. */
        ARRAY,
        /** An object with {@code items}, {@code page}, {@code limit}, {@code total}. */
        ITEMS,
        /** An object with {@code data}, {@code page}, {@code limit}, {@code total}. */
        DATA
    }
}
